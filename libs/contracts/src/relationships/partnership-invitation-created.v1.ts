import { defineEvent } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** An indirect provider invited an indirect reseller to authorise it. */
export class PartnershipInvitationCreatedV1 extends PartnershipInvitationStateV1 {}

export const partnershipInvitationCreated = defineEvent({
  name: 'partnership-invitation.created',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationCreatedV1,
});
