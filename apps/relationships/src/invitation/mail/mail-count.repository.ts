import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { acrossTenants, isDuplicateKey, ownedBy } from '#lib/service-kit';
import { MAX_MAILS_A_DAY, MAX_MAILS_TO_ONE_ADDRESS, type InvitationMail } from '../invitation.js';

interface MailCountDocument {
  /** The provider, the day, and a hash of the address for the count of one address. */
  _id: string;
  providerId: string;
  mailIds: string[];
  day: Date;
}

const schema = new Schema<MailCountDocument>(
  { _id: String, providerId: String, mailIds: [String], day: Date },
  { versionKey: false, id: false, autoCreate: false, autoIndex: false, strict: 'throw' },
);

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How many mails each provider has had sent today, to one address and in all: the platform must not become a way to send spam. */
@Injectable()
export class MailCountRepository {
  private readonly model: Model<MailCountDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<MailCountDocument>('mailcounts', schema, 'mailcounts');
  }

  /** Counts a mail once, however often it is asked for; refuses one too many. */
  async count(
    providerId: string,
    { id, email }: Pick<InvitationMail, 'id' | 'email'>,
    now: Date,
  ): Promise<Rejected | undefined> {
    const day = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
    const retryAfter = Math.ceil((day.getTime() + DAY_MS - now.getTime()) / 1_000);
    const address = createHash('sha256').update(email.toLowerCase()).digest('base64url');
    const key = `${providerId}/${day.toISOString().slice(0, 10)}`;
    if (!(await this.add({ providerId, _id: `${key}/${address}`, day }, id, MAX_MAILS_TO_ONE_ADDRESS))) {
      const text = `This address has received ${MAX_MAILS_TO_ONE_ADDRESS} of your mails today. Send the link yourself, or try again tomorrow.`;
      return reject(faults.tooManyRequests, text, retryAfter);
    }
    if (!(await this.add({ providerId, _id: key, day }, id, MAX_MAILS_A_DAY))) {
      const text = `The platform sends ${MAX_MAILS_A_DAY} mails a day for one provider. Send the link yourself, or try again tomorrow.`;
      return reject(faults.tooManyRequests, text, retryAfter);
    }
    return undefined;
  }

  async removeBefore(time: Date): Promise<void> {
    await this.model.deleteMany(acrossTenants('A sweep.', { day: { $lt: new Date(time.getTime() - DAY_MS) } }));
  }

  /** False: there are `max` others already. */
  private async add(
    { providerId, _id, day }: Omit<MailCountDocument, 'mailIds'>,
    mailId: string,
    max: number,
  ): Promise<boolean> {
    const hasRoom = { $or: [{ mailIds: mailId }, { [`mailIds.${max - 1}`]: { $exists: false } }] };
    const change = { $addToSet: { mailIds: mailId }, $setOnInsert: { day } };
    for (let attempt = 1; ; attempt++) {
      try {
        const { matchedCount, upsertedCount } = await this.model.updateOne(
          ownedBy('providerId', providerId, { _id, ...hasRoom }),
          change,
          { upsert: true },
        );
        return matchedCount + upsertedCount > 0;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // The document is full, or another mail made it at the same moment: then there is room the second time.
        if (attempt > 1) return false;
      }
    }
  }
}
