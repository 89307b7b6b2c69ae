import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The e-mail address is confirmed and the operator can decide. */
export class EnrollmentReviewStartedV1 extends EnrollmentStateV1 {}

export const enrollmentReviewStarted = defineEvent({
  name: 'enrollment.review-started',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentReviewStartedV1,
});
