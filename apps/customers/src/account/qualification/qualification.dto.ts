import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { invalidArgument, NotSupported } from '#lib/partner-api';
import { qualifications, type Qualification } from '#contracts/customers/customer/customer-qualification-changed.v1';
import { type Customer } from '../customer/customer.js';

const known = ['none', ...qualifications] as const;

@NotSupported({
  educationSegment: 'nobody reviews qualifications on this platform',
  website: 'nobody reviews qualifications on this platform',
})
export class AddQualificationRequest {
  /** `Education`, `Nonprofit`, `GovernmentCommunityCloud` or `StateOwnedEntity`, in any casing. */
  @Transform(({ value }) => toKnown(value) ?? (value as unknown))
  @IsIn(qualifications)
  qualification: Qualification;

  /** What Partner Center asks for with `GovernmentCommunityCloud`; it is kept, and not checked. */
  @IsOptional()
  @Text({ max: 100 })
  validationCode?: string;
}

export class ValidationCodeQuery {
  /** The same as `validationCode`. */
  @IsOptional()
  @Text({ max: 100 })
  code?: string;
}

export class QualificationResource {
  /** `education`, `nonprofit`, `government_community_cloud` or `state_owned_entity`. */
  qualification: Qualification;
  /** `Approved`: nobody reviews qualifications here. */
  vettingStatus: string;
  /** When it was given, ISO 8601 in UTC. */
  vettingCreatedDate: string;
  /** The same: Partner Center and its SDK for .NET spell it in both ways. */
  vettingCreateDate: string;
  validationCode?: string;
}

/** Reads the body of the older endpoint, which is a JSON text and no object. */
export function toQualification(body: unknown): Qualification | 'none' {
  const given = toKnown(body);
  if (given) return given;
  throw invalidArgument(`The body must be a JSON string, one of ${known.map((name) => `"${name}"`).join(', ')}.`);
}

export function toResources({ qualifications: given = [] }: Customer): QualificationResource[] {
  return given.map(({ qualification, since, validationCode }) => ({
    qualification,
    vettingStatus: 'Approved',
    vettingCreatedDate: since.toISOString(),
    vettingCreateDate: since.toISOString(),
    ...(validationCode && { validationCode }),
  }));
}

/** As SDKs spell it, `StateOwnedEntity` or `state_owned_entity`, in any casing. */
function toKnown(given: unknown): Qualification | 'none' | undefined {
  if (typeof given !== 'string') return undefined;
  const folded = given.replaceAll('_', '').toLowerCase();
  return known.find((qualification) => qualification.replaceAll('_', '') === folded);
}
