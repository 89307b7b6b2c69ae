import { Module } from '@nestjs/common';
import { PartnersModule, ServiceModule } from '#lib/service-kit';
import { EmailConsumer } from './email/email.consumer.js';
import { EmailController } from './email/email.controller.js';
import { EmailRepository } from './email/email.repository.js';
import { EmailSender } from './email/email.sender.js';
import { EmailWriter } from './email/email.writer.js';
import { EnrollmentClient } from './email/enrollment.client.js';
import { RelationshipsClient } from './email/relationships.client.js';
import { MailboxMailer } from './mail/mailbox.mailer.js';
import { Mailer } from './mail/mailer.js';
import { SmtpMailer } from './mail/smtp.mailer.js';
import { NotificationsConfig } from './notifications.config.js';

/** Mails that tell people what happened. */
@Module({
  imports: [ServiceModule.forRoot('notifications', NotificationsConfig), PartnersModule],
  controllers: [EmailConsumer, EmailController],
  providers: [
    EmailRepository,
    EmailSender,
    EmailWriter,
    EnrollmentClient,
    RelationshipsClient,
    {
      provide: Mailer,
      inject: [NotificationsConfig],
      useFactory: (config: NotificationsConfig) =>
        config.SMTP_URL ? new SmtpMailer(config.SMTP_URL, config) : new MailboxMailer(config),
    },
  ],
})
export class NotificationsModule {}
