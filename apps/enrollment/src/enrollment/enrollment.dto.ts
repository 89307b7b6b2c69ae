import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsNumberString, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { NotSupported, ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import {
  enrollmentStatuses,
  type EnrollmentStatus,
  type VettingStatus,
  type VettingSubStatus,
} from '#contracts/enrollment/enrollment-state.v1';
import { type LegalProfile, type PrimaryContact, type SupportContact } from '../company/company.js';
import { missingOf, type Missing } from './enrollment.js';
import { vettingOf, type AssociatedMpn, type Enrollment } from '../enrollment-state/enrollment-state.js';
import { type ReviewDecision } from '../review/review.js';

export class StartEnrollmentRequest {
  /** `indirect-reseller`: every new partner enrols as one. */
  @Text({ max: 50 })
  program: string;
}

@NotSupported({ partnerName: 'the membership directory has the name of the company' })
export class AssociateMpnRequest {
  /** Digits; of an active company profile in the tenant's country. */
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId: string;
}

export class ListEnrollmentsQuery extends SeekQuery {
  /** Only those with this status. */
  @IsOptional()
  @IsIn(enrollmentStatuses)
  status?: EnrollmentStatus;
}

export class ReviewRequest {
  /** `approve`, `reject` or `requestInformation`. */
  @IsIn(['approve', 'reject', 'requestInformation'])
  decision: ReviewDecision;

  /** The reasons; required unless it is approved. The primary contact receives them. Up to 10, of up to 1,000 characters. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @Text({ max: 1_000, hasLines: true, each: true })
  reasons?: string[];
}

export class VerificationResource {
  /** The address that is to be confirmed. */
  email: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
  /** ISO 8601 in UTC; absent until it is confirmed. */
  confirmedAt?: string;
}

/** An enrolment, and what it still needs. */
export class EnrollmentResource {
  /** A GUID. */
  id: string;
  /** The company's tenant, a GUID. */
  tenantId: string;
  program: string;
  status: EnrollmentStatus;
  /** What is still missing, and whether to submit or to sign the partner agreement. */
  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      properties: {
        item: { type: 'string', enum: ['legalProfile', 'primaryContact', 'supportContact', 'mpnId'] },
        neededFor: { type: 'string', enum: ['submit', 'partnerAgreement'] },
      },
    },
  })
  missing: Missing[];
  country: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  legalProfile?: LegalProfile;
  @ApiProperty({ type: 'object', additionalProperties: true })
  primaryContact?: PrimaryContact;
  @ApiProperty({ type: 'object', additionalProperties: true })
  supportContact?: SupportContact;
  @ApiProperty({
    type: 'object',
    properties: { mpnId: { type: 'string' }, proof: { type: 'string', enum: ['claimed', 'directory'] } },
  })
  mpn?: AssociatedMpn;
  verification?: VerificationResource;
  vettingStatus: VettingStatus;
  vettingSubStatus: VettingSubStatus;
  /** Why the reviewer asks for more, or has refused. */
  reasons: string[];
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** What a link is about, for the person who opens it. */
export class VerificationLinkResource {
  companyName: string;
  /** The address that is confirmed. */
  email: string;
  status: EnrollmentStatus;
}

/** `mpnId` is the one that the company has as a partner. */
export function toResource(
  enrollment: Enrollment,
  { uri = '/enrollments/current', mpnId }: { uri?: string; mpnId?: string | undefined } = {},
): EnrollmentResource {
  const { id, tenantId, program, status, country, legalProfile, primaryContact, supportContact, mpn, reasons } =
    enrollment;
  return {
    id,
    tenantId,
    program,
    status,
    country,
    missing: missingOf(enrollment, mpnId),
    ...(legalProfile && { legalProfile }),
    ...(primaryContact && { primaryContact }),
    ...(supportContact && { supportContact }),
    ...(mpn && { mpn }),
    ...(enrollment.verification && { verification: toVerification(enrollment.verification) }),
    ...vettingOf(enrollment),
    reasons,
    links: selfLink(uri),
    attributes: { objectType: 'Enrollment' },
  };
}

export function toOperatorResource(enrollment: Enrollment): EnrollmentResource {
  return toResource(enrollment, { uri: `/operator/enrollments/${enrollment.id}` });
}

export function toLinkResource({ legalProfile, primaryContact, status }: Enrollment): VerificationLinkResource {
  return { companyName: legalProfile?.companyName ?? '', email: primaryContact?.email ?? '', status };
}

function toVerification(verification: NonNullable<Enrollment['verification']>): VerificationResource {
  const { email, expiresAt, confirmedAt } = verification;
  return { email, expiresAt: expiresAt.toISOString(), ...(confirmedAt && { confirmedAt: confirmedAt.toISOString() }) };
}
