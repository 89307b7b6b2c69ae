import { IsString } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class NotificationsConfig extends ServiceConfig {
  /** Folder that gets one file for each mail while there is no SMTP server. */
  @IsString()
  MAILBOX_DIR: string;
}
