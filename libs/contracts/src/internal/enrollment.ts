import { Type } from 'class-transformer';
import { IsDateString, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsCountry } from '../validation/country-code.js';
import {
  clouds,
  partnerStatuses,
  partnerTypes,
  type Cloud,
  type PartnerStatus,
  type PartnerType,
} from '../enrollment/partner/partner-type.js';
import { defineCall, Refusal } from './internal-call.js';

/** What every service knows of a partner. */
export class PartnerFacts {
  @IsString()
  companyName: string;

  @IsIn(partnerTypes)
  partnerType: PartnerType;

  @IsIn(partnerStatuses)
  status: PartnerStatus;

  @IsCountry()
  country: string;

  @IsIn(clouds)
  cloud: Cloud;

  @IsOptional()
  @IsString()
  mpnId?: string;
}

/** A partner and its id. */
export class MpnIdHolder extends PartnerFacts {
  @IsUUID('loose')
  partnerId: string;
}

/** What is known of an MPN ID. */
export class MpnIdFacts {
  /** The partner whose it is. Absent: the membership directory knows the number, but it is no partner's. */
  @IsOptional()
  @ValidateNested()
  @Type(() => MpnIdHolder)
  holder?: MpnIdHolder;
}

/** Whom mails about an enrolment go to. */
export class Recipient {
  /** Empty for a support contact, which has none. */
  @IsString()
  name: string;

  @IsString()
  email: string;

  @IsString()
  companyName: string;
}

/** A link by which the primary contact confirms its address. */
export class VerificationLink extends Recipient {
  @IsString()
  url: string;

  @IsDateString()
  expiresAt: string;
}

/** Whether a tenant is a partner. */
export const getPartner = defineCall({
  owner: 'enrollment',
  callers: ['identity', 'relationships', 'customers', 'agreements', 'notifications'],
  method: 'GET',
  path: '/internal/partners/:partnerId',
  answers: { 200: PartnerFacts, 404: Refusal },
});

/** Whose an MPN ID is; 404 for a number that nobody knows. */
export const getMpnId = defineCall({
  owner: 'enrollment',
  callers: ['customers', 'agreements'],
  method: 'GET',
  path: '/internal/partners',
  query: ['mpnId'],
  answers: { 200: MpnIdFacts, 404: Refusal },
});

/** Whom the mails of a company's enrolment go to; 404 for a company that has named nobody, or does not enrol. */
export const getRecipient = defineCall({
  owner: 'enrollment',
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/enrollments/:tenantId/recipient',
  answers: { 200: Recipient, 404: Refusal },
});

/** A link that is to be mailed; 404 for one that was replaced or used, or has expired, or whose enrolment was withdrawn. */
export const getVerification = defineCall({
  owner: 'enrollment',
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/enrollments/:tenantId/verifications/:verificationId',
  answers: { 200: VerificationLink, 404: Refusal },
});
