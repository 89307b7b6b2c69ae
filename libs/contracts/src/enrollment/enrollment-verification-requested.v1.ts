import { IsUUID } from 'class-validator';
import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The primary contact is to confirm the e-mail address by a link. Any earlier link of the enrolment is dead. */
export class EnrollmentVerificationRequestedV1 extends EnrollmentStateV1 {
  /** Names the link; the link itself is no part of any event. */
  @IsUUID('loose')
  verificationId: string;
}

export const enrollmentVerificationRequested = defineEvent({
  name: 'enrollment.verification-requested',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentVerificationRequestedV1,
});
