import { defineEvent } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** A reseller accepted: its link is used up, and their partnership is active. */
export class PartnershipInvitationAcceptedV1 extends PartnershipInvitationStateV1 {}

export const partnershipInvitationAccepted = defineEvent({
  name: 'partnership-invitation.accepted',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationAcceptedV1,
});
