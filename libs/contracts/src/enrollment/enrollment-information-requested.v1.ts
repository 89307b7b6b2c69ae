import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The reviewer asks for more before deciding. */
export class EnrollmentInformationRequestedV1 extends EnrollmentStateV1 {}

export const enrollmentInformationRequested = defineEvent({
  name: 'enrollment.information-requested',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentInformationRequestedV1,
});
