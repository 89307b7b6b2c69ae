import { IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min, ValidateIf } from 'class-validator';
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

  /**
   * Addresses of the proxies in front of the gateway, such as `10.0.0.0/8`, comma-separated. Limits are counted for the
   * address that they name in `X-Forwarded-For`; without them for whoever connects, whatever it says.
   */
  @IsOptional()
  @Matches(/^[\da-f.:]+(\/\d+)?(\s*,\s*[\da-f.:]+(\/\d+)?)*$/i, {
    message: 'TRUSTED_PROXIES must list addresses or networks such as 10.0.0.0/8',
  })
  TRUSTED_PROXIES?: string;

  /** How long a request may take to arrive as a whole. */
  @IsInt()
  @Min(1)
  @Max(300)
  REQUEST_TIMEOUT_SECONDS: number = 15;

  /** Connections that one address may have open; by a trusted proxy, requests of one client that are in work at once. */
  @IsInt()
  @Min(1)
  CONNECTIONS_PER_ADDRESS: number = 256;

  /** PEM file of the certificate, with those between it and its root, to serve HTTPS with; without it HTTP. */
  @ValidateIf(({ TLS_KEY_FILE }: GatewayConfig) => TLS_KEY_FILE !== undefined)
  @IsString()
  TLS_CERT_FILE?: string;

  /** PEM file of the certificate's private key. */
  @ValidateIf(({ TLS_CERT_FILE }: GatewayConfig) => TLS_CERT_FILE !== undefined)
  @IsString()
  TLS_KEY_FILE?: string;

  /** Port of `/metrics`: the public port does not show them. */
  @IsInt()
  @Min(1)
  @Max(65_535)
  MANAGEMENT_PORT: number;
}
