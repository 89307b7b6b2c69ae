import { isEmail } from 'class-validator';
import { type Attempt } from '../email/email.js';
import { type RenderedMail } from './render.js';

/** A mail that is ready to be sent. */
export interface Mail extends RenderedMail {
  to: { name: string; address: string };
  /** The event that it tells of, and when that happened. */
  eventId: string;
  causedAt: Date;
  date: Date;
}

/** What came of handing a mail over. */
export type Delivery = Exclude<Attempt, { outcome: 'dropped' }>;

/** Hands mails over: to an SMTP server, or to the local mailbox. */
export abstract class Mailer {
  /** Takes its time; never rejects for what the mail or the server is to blame for. */
  async deliver(mail: Mail): Promise<Delivery> {
    if (!isEmail(mail.to.address, { require_tld: false })) return { outcome: 'failed', error: 'invalid-address' };
    return this.handOver(mail);
  }

  abstract close(): Promise<void>;

  protected abstract handOver(mail: Mail): Promise<Delivery>;
}
