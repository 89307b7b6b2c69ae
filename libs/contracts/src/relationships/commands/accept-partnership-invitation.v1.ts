import { IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/** Is always rejected: only a Global admin of the reseller authorises a provider, by the link, after it has consented. */
export class AcceptPartnershipInvitationV1 {
  @IsUUID('loose')
  invitationId: string;
}

export const acceptPartnershipInvitation = defineCommand({
  name: 'partnership-invitation.accept',
  version: 1,
  service: 'relationships',
  payload: AcceptPartnershipInvitationV1,
});
