import { IsArray, IsIn, IsNumberString, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import { IsCountry } from '../validation/country-code.js';
import { clouds, type Cloud } from './partner/partner-type.js';

/** Where a company's enrolment stands. */
export const enrollmentStatuses = [
  'draft',
  'submitted',
  'in-review',
  'information-requested',
  'rejected',
  'withdrawn',
  'active',
] as const;
export type EnrollmentStatus = (typeof enrollmentStatuses)[number];

/** How far the verification of a company has come, in Partner Center's words. */
export const vettingStatuses = ['none', 'pending', 'authorized', 'rejected'] as const;
export type VettingStatus = (typeof vettingStatuses)[number];

/** What the verification is waiting for, in Partner Center's words. */
export const vettingSubStatuses = [
  'none',
  'entry',
  'email_ownership',
  'email_domain',
  'employment_verification',
  'decision',
  'other',
  'business_verification',
] as const;
export type VettingSubStatus = (typeof vettingSubStatuses)[number];

/** An enrolment as everybody may know it. Contacts stay in the service that owns them. */
export class EnrollmentStateV1 {
  /** The enrolment, a GUID. The first events, of before an enrolment had an id of its own, do not name it. */
  @ValidateIf((_, value) => value !== undefined)
  @IsUUID('loose')
  enrollmentId: string;

  /** The company's tenant, a GUID. */
  @IsUUID('loose')
  tenantId: string;

  @IsIn(enrollmentStatuses)
  status: EnrollmentStatus;

  /** `indirect-reseller`: every new partner enrols as one. */
  @IsIn(['indirect-reseller'])
  program: 'indirect-reseller';

  /** Legal business name, once it is given. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  companyName?: string;

  /** ISO 3166-1 alpha-2 code of the tenant's country. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;

  /** The MPN ID that the company named, digits. It is the company's own once the enrolment is active. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  mpnId?: string;

  @IsIn(vettingStatuses)
  vettingStatus: VettingStatus;

  @IsIn(vettingSubStatuses)
  vettingSubStatus: VettingSubStatus;

  /** Why the reviewer asks for more, or refuses. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @MaxLength(1_000, { each: true })
  reasons?: string[];

  /** The user who enrols the company, or the application whose platform does, a GUID. */
  @IsUUID('loose')
  enrolledBy: string;

  /** The user whom the company's platform has named as its first Admin agent, a GUID. */
  @IsOptional()
  @IsUUID('loose')
  adminAgentId?: string;
}
