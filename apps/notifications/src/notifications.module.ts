import { Module } from '@nestjs/common';
import { PartnersModule, ServiceModule } from '#lib/service-kit';
import { AuditController } from './audit/audit.controller.js';
import { AuditRepository } from './audit/audit.repository.js';
import { UsersClient } from './audit/users.client.js';
import { ConsumerController } from './consumers/consumer.controller.js';
import { ConsumersClient } from './consumers/consumers.client.js';
import { DeadLetterController } from './dead-letters/dead-letter.controller.js';
import { DeadLettersClient } from './dead-letters/dead-letters.client.js';
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
import { CustomersClient } from './partner-news/customers.client.js';
import { KnownRegistrations } from './partner-news/known-registrations.js';
import { PartnerNewsConsumer } from './partner-news/partner-news.consumer.js';
import { CallbackClient } from './webhook/callback.client.js';
import { CertificateController } from './webhook/signing/certificate.controller.js';
import { DeliveryController } from './webhook/delivery.controller.js';
import { DeliveryRepository } from './webhook/delivery.repository.js';
import { DeliverySender } from './webhook/delivery.sender.js';
import { RegistrationController } from './webhook/registration.controller.js';
import { RegistrationRepository } from './webhook/registration.repository.js';
import { SigningCertificateRepository } from './webhook/signing/signing-certificate.repository.js';
import { WebhookKeys } from './webhook/signing/webhook-keys.js';
import { WebhookKeysRepository } from './webhook/signing/webhook-keys.repository.js';
import { WebhookSignature } from './webhook/signing/webhook-signature.js';

/** Tells what happened: people by mail, partners by webhooks and in their activity log. */
@Module({
  imports: [ServiceModule.forRoot('notifications', NotificationsConfig), PartnersModule],
  controllers: [
    EmailConsumer,
    EmailController,
    DeadLetterController,
    ConsumerController,
    PartnerNewsConsumer,
    AuditController,
    RegistrationController,
    DeliveryController,
    CertificateController,
  ],
  providers: [
    DeadLettersClient,
    ConsumersClient,
    EmailRepository,
    EmailSender,
    EmailWriter,
    EnrollmentClient,
    RelationshipsClient,
    CustomersClient,
    AuditRepository,
    UsersClient,
    RegistrationRepository,
    KnownRegistrations,
    DeliveryRepository,
    DeliverySender,
    CallbackClient,
    WebhookKeysRepository,
    WebhookKeys,
    SigningCertificateRepository,
    WebhookSignature,
    {
      provide: Mailer,
      inject: [NotificationsConfig],
      useFactory: (config: NotificationsConfig) =>
        config.SMTP_URL ? new SmtpMailer(config.SMTP_URL, config) : new MailboxMailer(config),
    },
  ],
})
export class NotificationsModule {}
