import { defineState } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** A provider's invitation of a reseller as it is now, without its link. */
export class PartnershipInvitationV1 extends PartnershipInvitationStateV1 {}

export const partnershipInvitationState = defineState({
  name: 'partnership-invitation.state',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationV1,
  key: 'invitationId',
});
