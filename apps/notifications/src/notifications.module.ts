import { Module } from '@nestjs/common';
import { PartnersModule, ServiceModule } from '#lib/service-kit';
import { NotificationsConfig } from './notifications.config.js';

/** Mails that tell people what happened. */
@Module({
  imports: [ServiceModule.forRoot('notifications', NotificationsConfig), PartnersModule],
})
export class NotificationsModule {}
