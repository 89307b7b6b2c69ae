import { IsIn, IsInt, IsString, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class CustomersConfig extends ServiceConfig {
  /** How often orders that a crash left unfinished are looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** File that holds the secret of the links of relationship requests; made with a random one if it does not exist. */
  @IsString()
  LINK_SECRET_FILE: string;

  /** How long the single-use link of a relationship request works, in seconds. */
  @IsInt()
  @Min(1)
  RELATIONSHIP_REQUEST_TTL_SECONDS: number = 90 * 24 * 60 * 60;

  /** `on`: a sandbox as Partner Center's, in which customers can be deleted and have limits. */
  @IsIn(['on', 'off'])
  SANDBOX: string = 'off';

  get isSandbox(): boolean {
    return this.SANDBOX === 'on';
  }
}
