import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Enroll now: the primary contact gets a link, and the review begins when the address is confirmed. */
export class SubmitEnrollmentV1 extends EnrollmentCommandV1 {}

export const submitEnrollment = defineCommand({
  name: 'enrollment.submit',
  version: 1,
  service: 'enrollment',
  payload: SubmitEnrollmentV1,
});
