import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { acrossTenants, ownedBy } from '#lib/service-kit';

/** Who can sign in to the membership directory, and the company profiles that are shown then. */
export interface MpnAccount {
  /** In lower case. */
  userName: string;
  passwordHash: string;
  mpnIds: string[];
}

interface AccountDocument extends Omit<MpnAccount, 'userName'> {
  _id: string;
}

interface AttemptsDocument {
  _id: string;
  failures: number;
  since: Date;
}

const options = { versionKey: false, id: false, autoCreate: false, strict: 'throw' } as const;

@Injectable()
export class MpnAccountRepository {
  private readonly accounts: Model<AccountDocument>;
  private readonly attempts: Model<AttemptsDocument>;

  constructor(@InjectConnection() connection: Connection) {
    const account = new Schema<AccountDocument>({ _id: String, passwordHash: String, mpnIds: [String] }, options);
    const attempts = new Schema<AttemptsDocument>({ _id: String, failures: Number, since: Date }, options);
    this.accounts = connection.model<AccountDocument>('mpnaccounts', account, 'mpnaccounts');
    this.attempts = connection.model<AttemptsDocument>('mpnattempts', attempts, 'mpnattempts');
  }

  async find(userName: string): Promise<MpnAccount | undefined> {
    const found = await this.accounts.findOne(ownedBy('_id', userName)).lean();
    return found ? { userName, passwordHash: found.passwordHash, mpnIds: found.mpnIds } : undefined;
  }

  async put({ userName, ...account }: MpnAccount): Promise<void> {
    await this.accounts.replaceOne(ownedBy('_id', userName), account, { upsert: true });
  }

  /** Counts an attempt before the password is looked at, for names that exist as for others; answers how many there were. */
  async countAttempt(userName: string, now: Date, windowStart: Date): Promise<number> {
    await this.attempts.deleteOne(ownedBy('_id', userName, { since: { $lt: windowStart } }));
    const counted = await this.attempts
      .findOneAndUpdate(
        ownedBy('_id', userName),
        { $inc: { failures: 1 }, $setOnInsert: { since: now } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean();
    return counted?.failures ?? 1;
  }

  async forgetAttempts(userName: string): Promise<void> {
    await this.attempts.deleteOne(ownedBy('_id', userName));
  }

  async removeAttemptsBefore(time: Date): Promise<void> {
    await this.attempts.deleteMany(acrossTenants('A sweep.', { since: { $lt: time } }));
  }
}
