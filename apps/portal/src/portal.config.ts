import { ArrayNotEmpty, IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { BaseConfig, commaSeparated, PORTAL_CLIENT_ID } from '#lib/service-kit';

export class PortalConfig extends BaseConfig {
  /** Base URLs of the instances of the gateway, whose API the pages use. */
  @commaSeparated
  @ArrayNotEmpty()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }, { each: true })
  GATEWAY_URLS: string[];

  /** Under which the issuer of the tokens knows the portal. At an issuer of `OIDC_ISSUER` it may come back to `<PUBLIC_URL>/app/signed-in` and `<PUBLIC_URL>/`. */
  @IsString()
  PORTAL_CLIENT_ID = PORTAL_CLIENT_ID;

  /**
   * File with the secret that the portal proves itself with at the issuer, of at least 32 characters. Identity and all instances of the
   * portal need the same file; it is created with a random secret if it does not exist.
   */
  @IsString()
  PORTAL_CLIENT_SECRET_FILE: string;

  /** What the portal asks the issuer for, separated by spaces. */
  @IsString()
  PORTAL_SCOPE = 'openid profile https://api.partnercenter.microsoft.com/.default';

  /**
   * File with the secret that encrypts the sessions that browsers keep. All instances of the portal need the same file; it is created
   * with a random secret if it does not exist. Without it everybody has to sign in again.
   */
  @IsString()
  SESSION_SECRET_FILE: string;

  /** How long a browser stays signed in to the portal at most, in seconds. */
  @IsInt()
  @Min(60)
  @Max(2_592_000)
  SESSION_TTL_SECONDS: number = 43_200;

  /** `on` makes the platform a sandbox like Partner Center's. The portal has a corner for developers then, if `SANDBOX_DATA_DIR` is set. */
  @IsIn(['on', 'off'])
  SANDBOX: string = 'off';

  /**
   * Folder with the data of a platform on this machine, as `npm start` sets it: `session.json` with the demo's users, and `mailbox`. Whoever
   * reaches the portal of such a sandbox becomes any of these users by a click, and reads all mails.
   */
  @IsOptional()
  @IsString()
  SANDBOX_DATA_DIR?: string;

  get hasSandboxCorner(): boolean {
    return this.SANDBOX === 'on' && this.SANDBOX_DATA_DIR !== undefined;
  }
}
