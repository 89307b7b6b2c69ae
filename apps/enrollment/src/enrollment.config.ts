import { IsInt, IsOptional, IsString, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class EnrollmentConfig extends ServiceConfig {
  /** File that holds the secret of verification links; made with a random one if it does not exist. */
  @IsString()
  LINK_SECRET_FILE: string;

  /** How long a verification link works, in seconds. */
  @IsInt()
  @Min(1)
  VERIFICATION_TTL_SECONDS: number = 3 * 24 * 60 * 60;

  /** For sandboxes: approves what has been in review for so many seconds. Without it only the operator decides. */
  @IsOptional()
  @IsInt()
  @Min(0)
  AUTOMATIC_REVIEW_SECONDS?: number;

  /** How often unfinished work is looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;
}
