import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Stretch } from '#lib/partner-api';
import { acrossTenants, idsIn, isDuplicateKey, orderOf, systemIds } from '#lib/service-kit';
import { type Email, type EmailChange, type EmailStatus } from './email.js';

type EmailDocument = Omit<Email, 'id'> & { _id: string; lease?: string };

/** A mail that this instance alone may send, until the lease runs out. */
export interface LeasedEmail {
  email: Email;
  lease: string;
}

const schema: Schema = new Schema(
  {
    _id: String,
    template: String,
    tenantId: String,
    verificationId: String,
    invitationId: String,
    mailId: String,
    reasons: { type: [String], default: undefined },
    cause: new Schema(
      { eventId: String, time: Date, correlationId: String, traceparent: String },
      { _id: false, id: false },
    ),
    status: String,
    attempts: Number,
    createdAt: Date,
    nextAttemptAt: Date,
    endedAt: Date,
    lastError: String,
    lease: String,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ status: 1, nextAttemptAt: 1 });
schema.index({ status: 1, _id: 1 });

/** Every mail that there was a cause for, for as long as the topics keep the causes: for ever. */
@Injectable()
export class EmailRepository implements OnModuleInit {
  private readonly model: Model<EmailDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<EmailDocument>('emails', schema, 'emails');
  }

  async onModuleInit(): Promise<void> {
    await this.model.createIndexes();
  }

  /** Does nothing when there is a mail for the same cause already. */
  async add({ id, ...email }: Email): Promise<void> {
    try {
      await this.model.create({ _id: id, ...email });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Counts an attempt at the mail that has been due longest, and keeps all others from sending it until `until`. */
  async lease(now: Date, until: Date): Promise<LeasedEmail | undefined> {
    const lease = systemIds.random();
    const found = await this.model
      .findOneAndUpdate(
        acrossTenants('Every mail that is due is sent.', { status: 'pending', nextAttemptAt: { $lte: now } }),
        { $set: { lease, nextAttemptAt: until }, $inc: { attempts: 1 } },
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
      )
      .lean<EmailDocument>();
    return found ? { email: toEmail(found), lease } : undefined;
  }

  /** Keeps all others from sending the mail for longer; answers whether the lease is still the caller's. */
  async renew({ email, lease }: LeasedEmail, until: Date): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      acrossTenants('Every mail that is due is sent.', { _id: email.id, lease }),
      { $set: { nextAttemptAt: until } },
    );
    return matchedCount > 0;
  }

  /** That a mail was sent holds whoever has the lease by now; anything else is for the holder of the lease to say. */
  async settle(
    { email, lease }: LeasedEmail,
    { status, nextAttemptAt, endedAt, lastError }: EmailChange,
  ): Promise<void> {
    const fields = { nextAttemptAt, endedAt, lastError };
    const absent = Object.entries(fields).filter(([, value]) => value === undefined);
    await this.model.updateOne(
      acrossTenants('Every mail that is due is sent.', { _id: email.id, ...(status !== 'sent' && { lease }) }),
      // Mongoose leaves out of $set what is undefined.
      { $set: { status, ...fields }, $unset: { lease: 1, ...Object.fromEntries(absent.map(([name]) => [name, 1])) } },
    );
  }

  /** Mails in the order of their ids, which never change: pages stay stable. */
  async list(status: EmailStatus | undefined, stretch: Stretch): Promise<Email[]> {
    const asked = { ...(status && { status }), ...idsIn(stretch) };
    const found = await this.model
      .find(acrossTenants('The operator sees every mail.', asked))
      .sort(orderOf(stretch))
      .limit(stretch.limit)
      .lean<EmailDocument[]>();
    return found.map(toEmail);
  }
}

function toEmail({ _id, lease: _lease, ...email }: EmailDocument): Email {
  return { id: _id, ...email } as Email;
}
