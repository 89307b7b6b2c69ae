import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type Recipient } from '#contracts/internal/enrollment';
import { type MailText } from '../mail/mail-text.js';
import { type Mail } from '../mail/mailer.js';
import { oneLine, renderMail } from '../mail/render.js';
import { en } from '../mail/templates/en.js';
import { type DropReason, type Email } from './email.js';
import { EnrollmentClient } from './enrollment.client.js';
import { RelationshipsClient } from './relationships.client.js';

/** Writes a mail from what the owner of its contents says at the time of sending; or says why there is nothing to send. */
@Injectable()
export class EmailWriter {
  constructor(
    private readonly enrollment: EnrollmentClient,
    private readonly relationships: RelationshipsClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async write(email: Email): Promise<Mail | DropReason> {
    const { tenantId, cause } = email;
    if (email.template === 'verification') {
      const link = await this.enrollment.verification(tenantId, email.verificationId);
      return link ? this.mail(cause, link, en.verification(link)) : 'link-dead';
    }
    if (email.template === 'partnership-invitation') {
      const invitation = await this.relationships.invitation(tenantId, email.invitationId, email.mailId);
      return invitation ? this.mail(cause, invitation, en['partnership-invitation'](invitation)) : 'link-dead';
    }
    const recipient = await this.enrollment.recipient(tenantId);
    if (!recipient) return 'recipient-unknown';
    return this.mail(cause, recipient, en[email.template]({ ...recipient, reasons: email.reasons }));
  }

  private mail(cause: Email['cause'], { name, email: address }: Recipient, text: MailText): Mail {
    const to = { name: oneLine(name), address };
    return { to, ...renderMail(en, text), eventId: cause.eventId, causedAt: cause.time, date: this.clock.now() };
  }
}
