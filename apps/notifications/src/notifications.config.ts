import { IsEmail, IsInt, IsOptional, IsString, IsUrl, Min, ValidateIf } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

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

  /** How often the service looks for mails that are due for another attempt, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** The sender as mails show it; nobody can answer to mails that stay in the local mailbox. */
  get sender(): string {
    return this.MAIL_FROM ?? 'Two Tier <mails@twotier.invalid>';
  }
}
