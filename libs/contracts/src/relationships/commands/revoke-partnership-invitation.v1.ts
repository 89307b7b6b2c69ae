import { IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/**
 * Takes an invitation back, as `DELETE /v1/partnershipinvitations/{invitationId}` does: its link no longer works. Refused when it was
 * accepted already.
 */
export class RevokePartnershipInvitationV1 {
  /** The provider's invitation, a GUID; `partnership-invitation.created` has it. */
  @IsUUID('loose')
  invitationId: string;
}

export const revokePartnershipInvitation = defineCommand({
  name: 'partnership-invitation.revoke',
  version: 1,
  service: 'relationships',
  payload: RevokePartnershipInvitationV1,
});
