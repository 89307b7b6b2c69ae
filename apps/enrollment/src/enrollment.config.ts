import { IsInt, IsOptional, Min } from 'class-validator';
import { SecretFile, ServiceConfig } from '#lib/service-kit';

export class EnrollmentConfig extends ServiceConfig {
  /** File with the secret of verification links. It is created with a random secret if it does not exist; keep it. */
  @SecretFile()
  LINK_SECRET_FILE: string;

  /** How long the link in a verification mail works, in seconds. */
  @IsInt()
  @Min(1)
  VERIFICATION_TTL_SECONDS: number = 3 * 24 * 60 * 60;

  /** For sandboxes: approves an enrolment after so many seconds in review. If it is not set, only the operator decides. */
  @IsOptional()
  @IsInt()
  @Min(0)
  AUTOMATIC_REVIEW_SECONDS?: number;

  /** How often the service looks for unfinished work, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;
}
