import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The company withdrew its enrolment. */
export class EnrollmentWithdrawnV1 extends EnrollmentStateV1 {}

export const enrollmentWithdrawn = defineEvent({
  name: 'enrollment.withdrawn',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentWithdrawnV1,
});
