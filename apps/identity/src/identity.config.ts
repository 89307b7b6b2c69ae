import { IsInt, IsString, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class IdentityConfig extends ServiceConfig {
  /** File that holds the secret of one-time passwords; made with a random one if it does not exist. */
  @IsString()
  CREDENTIAL_SECRET_FILE: string;

  /** How long a one-time password can be answered again to a repeated request, in seconds. */
  @IsInt()
  @Min(1)
  CREDENTIAL_TTL_SECONDS: number = 900;

  /** How long a tenant may wait for its customer before it is freed again, in seconds. */
  @IsInt()
  @Min(1)
  RESERVATION_TTL_SECONDS: number = 900;

  /** How often expired credentials and reservations are looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 10;
}
