import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** A company submitted its enrolment. The review begins when the primary contact has confirmed the e-mail address. */
export class EnrollmentSubmittedV1 extends EnrollmentStateV1 {}

export const enrollmentSubmitted = defineEvent({
  name: 'enrollment.submitted',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentSubmittedV1,
});
