import { defineEvent } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** The provider took an invitation back: its link is dead. */
export class PartnershipInvitationRevokedV1 extends PartnershipInvitationStateV1 {}

export const partnershipInvitationRevoked = defineEvent({
  name: 'partnership-invitation.revoked',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationRevokedV1,
});
