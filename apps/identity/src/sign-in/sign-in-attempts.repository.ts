import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { acrossTenants, isDuplicateKey, ownedBy } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';

/** The attempts to sign in under one name, whether there is such a user or not, since the first one that failed. */
interface AttemptsDocument {
  _id: string;
  count: number;
  until: Date;
}

const schema = new Schema<AttemptsDocument>(
  { _id: String, count: Number, until: Date },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ until: 1 });

/** Counts before the password is checked, so that a thousand attempts at once are no better than one after the other. */
@Injectable()
export class SignInAttemptsRepository implements OnModuleInit {
  private readonly model: Model<AttemptsDocument>;

  constructor(
    @InjectConnection() connection: Connection,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<AttemptsDocument>('signinattempts', schema, 'signinattempts');
  }

  async onModuleInit(): Promise<void> {
    await this.model.createIndexes();
  }

  /** Counts an attempt; answers until when the name is refused, if it is. */
  async begin(userName: string): Promise<Date | undefined> {
    const { count, until } = await this.count(keyOf(userName), this.clock.now());
    return count > this.config.SIGN_IN_FAILURES ? until : undefined;
  }

  /** The attempt succeeded: those before it do not count any more. */
  async succeeded(userName: string): Promise<void> {
    await this.model.deleteOne(ownedBy('_id', keyOf(userName)));
  }

  async removeExpired(): Promise<void> {
    await this.model.deleteMany(acrossTenants('A sweep.', { until: { $lt: this.clock.now() } }));
  }

  private async count(_id: string, now: Date): Promise<AttemptsDocument> {
    const options = { returnDocument: 'after' } as const;
    const counted = await this.model
      .findOneAndUpdate(ownedBy('_id', _id, { until: { $gt: now } }), { $inc: { count: 1 } }, options)
      .lean<AttemptsDocument>();
    if (counted) return counted;
    const first = { count: 1, until: new Date(now.getTime() + this.config.SIGN_IN_WINDOW_SECONDS * 1_000) };
    const anew = await this.model
      .findOneAndUpdate(ownedBy('_id', _id, { until: { $lte: now } }), { $set: first }, options)
      .lean<AttemptsDocument>();
    if (anew) return anew;
    try {
      await this.model.create({ _id, ...first });
      return { _id, ...first };
    } catch (error) {
      // Another attempt was the first one at the same moment.
      if (isDuplicateKey(error)) return this.count(_id, now);
      throw error;
    }
  }
}

function keyOf(userName: string): string {
  return createHash('sha256').update(userName).digest('base64url');
}
