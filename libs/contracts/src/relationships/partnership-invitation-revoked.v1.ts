import { defineEvent } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** The provider revoked an invitation: its link no longer works. */
export class PartnershipInvitationRevokedV1 extends PartnershipInvitationStateV1 {}

export const partnershipInvitationRevoked = defineEvent({
  name: 'partnership-invitation.revoked',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationRevokedV1,
});
