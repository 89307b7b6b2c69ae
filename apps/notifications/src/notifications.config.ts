import { IsEmail, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateIf } from 'class-validator';
import { commaSeparated, ServiceConfig } from '#lib/service-kit';

export class NotificationsConfig extends ServiceConfig {
  /**
   * The SMTP server. User and password are percent-encoded, and sent over TLS alone. Options of nodemailer can be given in the query.
   * Without it mails become files in `MAILBOX_DIR`.
   */
  @IsOptional()
  @IsUrl(
    { protocols: ['smtp', 'smtps'], require_protocol: true, require_tld: false },
    {
      message: 'SMTP_URL must be smtp://host:port or smtps://host:port, with user:password@ before the host if needed',
    },
  )
  SMTP_URL?: string;

  /** The sender of all mails, as `address` or `Name <address>`. Required with `SMTP_URL`. */
  @ValidateIf(({ SMTP_URL, MAIL_FROM }: NotificationsConfig) => SMTP_URL !== undefined || MAIL_FROM !== undefined)
  @IsEmail(
    { allow_display_name: true, require_tld: false },
    { message: 'MAIL_FROM must be an address such as mails@example.com, or Name <address>' },
  )
  MAIL_FROM?: string;

  /** Folder that gets one file for each mail. Required without `SMTP_URL`. */
  @ValidateIf(({ SMTP_URL }: NotificationsConfig) => SMTP_URL === undefined)
  @IsString()
  MAILBOX_DIR: string;

  /** How long the SMTP server may take to accept one mail, in seconds. */
  @IsInt()
  @Min(1)
  SMTP_TIMEOUT_SECONDS: number = 120;

  /** How long the service tries to send a mail before it gives up, in hours. */
  @IsInt()
  @Min(1)
  MAIL_RETRY_HOURS: number = 72;

  /**
   * Hosts, separated by commas, that webhooks may be sent to although they are in a private network; they may be called by `http`,
   * too. All other webhook URLs must begin with `https` and lead into the internet.
   */
  @commaSeparated
  @IsString({ each: true })
  WEBHOOK_ALLOWED_HOSTS: string[] = [];

  /** How long a partner's server may take to accept one webhook event, in seconds. */
  @IsInt()
  @Min(1)
  @Max(60)
  WEBHOOK_TIMEOUT_SECONDS: number = 10;

  /**
   * Subject and issuer of the certificate that webhook events are signed with. A receiver that insists on Microsoft's, as its
   * sample does, can be tried out with `O=Microsoft Corporation`.
   */
  @Matches(/^([A-Z]{1,2}=[^,=+<>#;"\\]{1,64})(, *[A-Z]{1,2}=[^,=+<>#;"\\]{1,64})*$/, {
    message: 'WEBHOOK_CERTIFICATE_NAME must be a distinguished name, such as CN=Two Tier webhooks, O=Two Tier',
  })
  WEBHOOK_CERTIFICATE_NAME: string = 'CN=Two Tier webhooks, O=Two Tier';

  /** How long a key signs webhook events before the next one replaces it, in seconds. */
  @IsInt()
  @Min(1)
  WEBHOOK_KEY_LIFETIME_SECONDS: number = 31_536_000;

  /** How long the certificate of the next key is published before it signs, in seconds. */
  @IsInt()
  @Min(1)
  WEBHOOK_KEY_LEAD_SECONDS: number = 2_592_000;

  /** How often the service looks for mails and webhook events that are due for another attempt, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** The sender as mails show it; nobody can answer to mails that stay in the local mailbox. */
  get sender(): string {
    return this.MAIL_FROM ?? 'Two Tier <mails@twotier.invalid>';
  }
}
