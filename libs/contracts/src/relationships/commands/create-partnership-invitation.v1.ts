import { IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/**
 * Makes an indirect provider's invitation of a reseller, with a link that works once. The link is in no event: read it, with the
 * draft of a mail, by `GET /v1/partnershipinvitations/{invitationId}`; `partnership-invitation.created` has the id.
 */
export class CreatePartnershipInvitationV1 {
  /** The tenant of the provider that the source speaks for, a GUID. */
  @IsUUID('loose')
  providerId: string;
}

export const createPartnershipInvitation = defineCommand({
  name: 'partnership-invitation.create',
  version: 1,
  service: 'relationships',
  payload: CreatePartnershipInvitationV1,
});
