import { IsBoolean, IsOptional } from 'class-validator';
import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The company withdrew its enrolment. */
export class EnrollmentWithdrawnV1 extends EnrollmentStateV1 {
  /** Whether the primary contact had been asked to confirm the address. If not, the contact is not told about the withdrawal. */
  @IsOptional()
  @IsBoolean()
  contactWasAsked?: boolean;
}

export const enrollmentWithdrawn = defineEvent({
  name: 'enrollment.withdrawn',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentWithdrawnV1,
});
