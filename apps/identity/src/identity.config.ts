import { IsInt, IsObject, IsOptional, Min } from 'class-validator';
import { SecretFile, ServiceConfig } from '#lib/service-kit';
import { ConfiguredSources, type ConfiguredSource } from './application/command-source/configured-sources.js';

export class IdentityConfig extends ServiceConfig {
  /** File with the secret of one-time passwords. It is created with a random secret if it does not exist; keep it. */
  @SecretFile()
  CREDENTIAL_SECRET_FILE: string;

  /** File with the secret that the portal signs in with; see the portal's setting of this name. Without it the portal cannot sign users in. */
  @IsOptional()
  @SecretFile()
  PORTAL_CLIENT_SECRET_FILE?: string;

  /** How long a repeated request is answered the same one-time password, in seconds. */
  @IsInt()
  @Min(1)
  CREDENTIAL_TTL_SECONDS: number = 900;

  /** How long a tenant stays reserved for a customer that is not created, in seconds. */
  @IsInt()
  @Min(1)
  RESERVATION_TTL_SECONDS: number = 900;

  /** How long a deleted user can be restored, in seconds. After that its personal data is deleted. */
  @IsInt()
  @Min(1)
  DELETED_USER_TTL_SECONDS: number = 30 * 24 * 60 * 60;

  /** How often the service looks for expired credentials and reservations, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 10;

  /** How long a key signs tokens before the next one replaces it, in seconds. */
  @IsInt()
  @Min(1)
  SIGNING_KEY_LIFETIME_SECONDS: number = 7_776_000;

  /** How long a key is published before it signs, in seconds. */
  @IsInt()
  @Min(1)
  SIGNING_KEY_LEAD_SECONDS: number = 86_400;

  /** How long a device code can be used, in seconds. */
  @IsInt()
  @Min(1)
  DEVICE_CODE_TTL_SECONDS: number = 900;

  /** How many wrong passwords a user name may get in one window before sign-ins are refused until the window ends. */
  @IsInt()
  @Min(1)
  SIGN_IN_FAILURES: number = 10;

  /** Length of the window for `SIGN_IN_FAILURES`, in seconds. It begins with the first wrong password. */
  @IsInt()
  @Min(1)
  SIGN_IN_WINDOW_SECONDS: number = 900;

  /**
   * Who may send commands over Kafka, beside the sources that partners register: `<source>=<tenant id>`, comma-separated, such as
   * `https://crm.example=d0000000-0000-4000-8000-0000000000d1`. Roles of the source follow after a colon, such as
   * `:AdminAgent+SalesAgent`.
   */
  @ConfiguredSources
  @IsObject({
    message:
      'COMMAND_SOURCES must list pairs <source>=<tenant id>, or <source>=<tenant id>:<role>+<role>, each source once',
  })
  COMMAND_SOURCES: Record<string, ConfiguredSource> = {};

  /** Whom a source of commands speaks for, if the operator configures it. */
  commandSource(source: string): ConfiguredSource | undefined {
    return Object.hasOwn(this.COMMAND_SOURCES, source) ? this.COMMAND_SOURCES[source] : undefined;
  }
}
