import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Withdraws an enrolment whose review has not begun. What was given is kept, and the enrolment can be started again. */
export class WithdrawEnrollmentV1 extends EnrollmentCommandV1 {}

export const withdrawEnrollment = defineCommand({
  name: 'enrollment.withdraw',
  version: 1,
  service: 'enrollment',
  payload: WithdrawEnrollmentV1,
});
