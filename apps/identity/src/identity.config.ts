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

  /** How long a deleted user can be restored, in seconds; then its personal data is gone. */
  @IsInt()
  @Min(1)
  DELETED_USER_TTL_SECONDS: number = 30 * 24 * 60 * 60;

  /** How often expired credentials and reservations are looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 10;

  /** How long a key signs tokens before the next one does, in seconds. */
  @IsInt()
  @Min(1)
  SIGNING_KEY_LIFETIME_SECONDS: number = 7_776_000;

  /** How long a key is published before it signs, in seconds. */
  @IsInt()
  @Min(1)
  SIGNING_KEY_LEAD_SECONDS: number = 86_400;

  /** How long the code of a device can be used, in seconds. */
  @IsInt()
  @Min(1)
  DEVICE_CODE_TTL_SECONDS: number = 900;

  /** After so many wrong passwords for one user name it is refused until the window has passed. */
  @IsInt()
  @Min(1)
  SIGN_IN_FAILURES: number = 10;

  /** Length of that window, in seconds, from the first wrong password on. */
  @IsInt()
  @Min(1)
  SIGN_IN_WINDOW_SECONDS: number = 900;
}
