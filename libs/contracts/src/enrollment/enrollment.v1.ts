import { defineState } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** A company's enrolment as it is now. */
export class EnrollmentV1 extends EnrollmentStateV1 {}

export const enrollmentState = defineState({
  name: 'enrollment.state',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentV1,
  key: 'enrollmentId',
});
