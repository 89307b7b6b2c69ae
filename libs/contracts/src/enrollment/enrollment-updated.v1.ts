import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** What a company says of itself in its enrolment changed. */
export class EnrollmentUpdatedV1 extends EnrollmentStateV1 {}

export const enrollmentUpdated = defineEvent({
  name: 'enrollment.updated',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentUpdatedV1,
});
