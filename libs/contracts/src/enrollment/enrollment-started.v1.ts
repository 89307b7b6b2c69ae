import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** A company began to enrol, or began again after it had withdrawn or was refused. */
export class EnrollmentStartedV1 extends EnrollmentStateV1 {}

export const enrollmentStarted = defineEvent({
  name: 'enrollment.started',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentStartedV1,
});
