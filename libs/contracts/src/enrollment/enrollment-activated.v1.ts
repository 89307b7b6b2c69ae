import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The company is an indirect reseller now. */
export class EnrollmentActivatedV1 extends EnrollmentStateV1 {}

export const enrollmentActivated = defineEvent({
  name: 'enrollment.activated',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentActivatedV1,
});
