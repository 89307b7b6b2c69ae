import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The reviewer refused the enrolment; it can be corrected and submitted again. */
export class EnrollmentRejectedV1 extends EnrollmentStateV1 {}

export const enrollmentRejected = defineEvent({
  name: 'enrollment.rejected',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentRejectedV1,
});
