import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** A company changed the details in its enrolment. */
export class EnrollmentUpdatedV1 extends EnrollmentStateV1 {}

export const enrollmentUpdated = defineEvent({
  name: 'enrollment.updated',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentUpdatedV1,
});
