import { IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateIf } from 'class-validator';
import { BaseConfig, commaSeparated } from '#lib/service-kit';

export class GatewayConfig extends BaseConfig {
  /** Requests that one user or application may send in a minute. */
  @IsInt()
  @Min(1)
  RATE_LIMIT_PER_MINUTE: number = 6_000;

  /** Multiplies the lower limits that some endpoints have, such as 60 sign-ins and 300 tokens a minute from one address. */
  @IsNumber()
  @Min(0.01)
  ENDPOINT_LIMIT_FACTOR: number = 1;

  /**
   * Addresses or networks of the proxies in front of the gateway, such as `10.0.0.0/8`, comma-separated. Limits then apply to the address
   * that they name in `X-Forwarded-For`; otherwise to the address that connects.
   */
  @IsOptional()
  @Matches(/^[\da-f.:]+(\/\d+)?(\s*,\s*[\da-f.:]+(\/\d+)?)*$/i, {
    message: 'TRUSTED_PROXIES must list addresses or networks such as 10.0.0.0/8',
  })
  TRUSTED_PROXIES?: string;

  /** How long a request may take to arrive completely, in seconds. */
  @IsInt()
  @Min(1)
  @Max(300)
  REQUEST_TIMEOUT_SECONDS: number = 15;

  /** Connections that one address may have open. Behind a trusted proxy: requests of one client that may be in progress at once. */
  @IsInt()
  @Min(1)
  CONNECTIONS_PER_ADDRESS: number = 256;

  /** PEM file with the certificate and its intermediate certificates. With it the gateway serves HTTPS; needs `TLS_KEY_FILE`. */
  @ValidateIf(({ TLS_KEY_FILE }: GatewayConfig) => TLS_KEY_FILE !== undefined)
  @IsString()
  TLS_CERT_FILE?: string;

  /** PEM file with the certificate's private key; needs `TLS_CERT_FILE`. */
  @ValidateIf(({ TLS_CERT_FILE }: GatewayConfig) => TLS_CERT_FILE !== undefined)
  @IsString()
  TLS_KEY_FILE?: string;

  /** Base URLs of the instances of the portal. Without them there are no pages. */
  @commaSeparated
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, { each: true })
  PORTAL_URLS: string[] = [];

  /** Port of `/metrics`. Do not expose it; the public port does not show metrics. */
  @IsInt()
  @Min(1)
  @Max(65_535)
  MANAGEMENT_PORT: number;
}
