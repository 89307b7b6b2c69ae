import { IsIn, IsInt, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class CustomersConfig extends ServiceConfig {
  /** How often orders that a crash left unfinished are looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** `on`: a sandbox as Partner Center's, in which customers can be deleted and have limits. */
  @IsIn(['on', 'off'])
  SANDBOX: string = 'off';

  get isSandbox(): boolean {
    return this.SANDBOX === 'on';
  }
}
