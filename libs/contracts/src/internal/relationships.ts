import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Recipient } from './enrollment.js';
import { defineCall, Refusal } from './internal-call.js';

/** A partnership at this moment; of two companies that never had one, nothing holds. */
export class PartnershipFacts {
  @IsBoolean()
  isActive: boolean;

  /** Whether the reseller gave its provider administrator access. */
  @IsBoolean()
  adminAccess: boolean;
}

/** The mail of a provider that invites a reseller, with what no event carries. */
export class InvitationMail extends Recipient {
  @IsString()
  subject: string;

  /** Plain text of the platform, with the URL in it. */
  @IsString()
  body: string;

  /** A paragraph in the provider's own words. */
  @IsOptional()
  @IsString()
  message?: string;

  @IsString()
  url: string;
}

/** Whether a provider and a reseller are partners. Either can end it, so nobody keeps a copy. */
export const getPartnership = defineCall({
  owner: 'relationships',
  callers: ['identity', 'customers'],
  method: 'GET',
  path: '/internal/partnerships/:providerId/:resellerId',
  answers: { 200: PartnershipFacts },
});

/** A mail that a provider asked for; 404 if its link cannot be used any more: then there is nothing to send. */
export const getInvitationMail = defineCall({
  owner: 'relationships',
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/partnershipinvitations/:providerId/:invitationId/mails/:mailId',
  answers: { 200: InvitationMail, 404: Refusal },
});
