import { IsInt, IsNumber, Max, Min } from 'class-validator';
import { BaseConfig } from '#lib/service-kit';

export class GatewayConfig extends BaseConfig {
  /** Requests a minute of one user or application. */
  @IsInt()
  @Min(1)
  RATE_LIMIT_PER_MINUTE: number = 6_000;

  /** Multiplies the lower limits of single endpoints, such as those of signing in. */
  @IsNumber()
  @Min(0.01)
  ENDPOINT_LIMIT_FACTOR: number = 1;

  /** Port of `/metrics`: the public port does not show them. */
  @IsInt()
  @Min(1)
  @Max(65_535)
  MANAGEMENT_PORT: number;
}
