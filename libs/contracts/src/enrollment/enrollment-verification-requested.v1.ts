import { IsUUID } from 'class-validator';
import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The primary contact has to confirm the e-mail address with a link. Earlier links of the enrolment no longer work. */
export class EnrollmentVerificationRequestedV1 extends EnrollmentStateV1 {
  /** Names the link; the link itself is not part of any event. */
  @IsUUID('loose')
  verificationId: string;
}

export const enrollmentVerificationRequested = defineEvent({
  name: 'enrollment.verification-requested',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentVerificationRequestedV1,
});
