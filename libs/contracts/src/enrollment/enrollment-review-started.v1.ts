import { IsBoolean, IsOptional } from 'class-validator';
import { defineEvent } from '../contract.js';
import { EnrollmentStateV1 } from './enrollment-state.v1.js';

/** The review has begun: the e-mail address is confirmed, and the operator can decide. */
export class EnrollmentReviewStartedV1 extends EnrollmentStateV1 {
  /** Whether the company submitted the enrolment again, such as with what the reviewer had asked for. */
  @IsOptional()
  @IsBoolean()
  isResumed?: boolean;
}

export const enrollmentReviewStarted = defineEvent({
  name: 'enrollment.review-started',
  version: 1,
  service: 'enrollment',
  payload: EnrollmentReviewStartedV1,
});
