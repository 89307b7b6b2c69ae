import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';
import { invalidArgument } from '#lib/partner-api';
import { qualifications, type Qualification } from '#contracts/customers/customer-qualification-changed.v1';
import { type Customer } from '../customer/customer.js';

/** What Microsoft's SDK for Java can read. */
const known = ['none', ...qualifications] as const;

export class AddQualificationRequest {
  /** `education` or `nonprofit`, in any casing. */
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown)))
  @IsIn(qualifications)
  qualification: Qualification;
}

export class QualificationResource {
  /** `education` or `nonprofit`. */
  qualification: Qualification;
  /** `Approved`: nobody reviews qualifications here. */
  vettingStatus: string;
  /** When it was given, ISO 8601 in UTC. */
  vettingCreatedDate: string;
}

/** Reads the body of the older endpoint, which is a JSON text and no object. */
export function toQualification(body: unknown): Qualification | 'none' {
  const given = known.find((qualification) => qualification === String(body).toLowerCase());
  if (given) return given;
  throw invalidArgument(`The body must be a JSON text, one of ${known.map((name) => `"${name}"`).join(', ')}.`);
}

export function toResources({ qualifications: given = [] }: Customer): QualificationResource[] {
  return given.map(({ qualification, since }) => ({
    qualification,
    vettingStatus: 'Approved',
    vettingCreatedDate: since.toISOString(),
  }));
}
