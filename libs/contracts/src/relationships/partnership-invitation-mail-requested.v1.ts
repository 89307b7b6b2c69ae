import { IsUUID } from 'class-validator';
import { defineEvent } from '../contract.js';
import { PartnershipInvitationStateV1 } from './partnership-invitation-state.v1.js';

/** The provider asked the platform to mail the invitation. The address and the text are not part of any event. */
export class PartnershipInvitationMailRequestedV1 extends PartnershipInvitationStateV1 {
  /** Names the mail. */
  @IsUUID('loose')
  mailId: string;
}

export const partnershipInvitationMailRequested = defineEvent({
  name: 'partnership-invitation.mail-requested',
  version: 1,
  service: 'relationships',
  payload: PartnershipInvitationMailRequestedV1,
});
