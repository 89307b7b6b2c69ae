import { IsIn, IsInt, Min } from 'class-validator';
import { SecretFile, ServiceConfig } from '#lib/service-kit';

export class CustomersConfig extends ServiceConfig {
  /** How often the service looks for orders and other work that a crash left unfinished, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** File with the secret of the links of relationship requests. It is created with a random secret if it does not exist; keep it. */
  @SecretFile()
  LINK_SECRET_FILE: string;

  /** How long the single-use link of a relationship request works, in seconds. */
  @IsInt()
  @Min(1)
  RELATIONSHIP_REQUEST_TTL_SECONDS: number = 90 * 24 * 60 * 60;

  /** `on` makes the platform a sandbox like Partner Center's: customers can be deleted, and partners have limits. */
  @IsIn(['on', 'off'])
  SANDBOX: string = 'off';

  get isSandbox(): boolean {
    return this.SANDBOX === 'on';
  }
}
