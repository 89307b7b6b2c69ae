import { IsInt, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class CustomersConfig extends ServiceConfig {
  /** How often orders that a crash left unfinished are looked for, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;
}
