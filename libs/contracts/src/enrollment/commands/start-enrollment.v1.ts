import { IsOptional, IsUUID } from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Begins the enrolment of the company. A company has one; one that was withdrawn or refused begins again. */
export class StartEnrollmentV1 extends EnrollmentCommandV1 {
  /** `indirect-reseller`: every new partner enrols as one. */
  @Text({ max: 50 })
  program: string;

  /** A user of the company, a GUID: its first Admin agent when the enrolment is active. Without it nobody is. */
  @IsOptional()
  @IsUUID('loose')
  adminAgentId?: string;
}

export const startEnrollment = defineCommand({
  name: 'enrollment.start',
  version: 1,
  service: 'enrollment',
  payload: StartEnrollmentV1,
});
