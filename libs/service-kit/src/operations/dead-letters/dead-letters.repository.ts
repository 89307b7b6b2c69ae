import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK, MESSAGING_OPTIONS, type MessagingOptions, type ParkedLetter, type ParkedLetters } from '#lib/messaging';
import { type Stretch } from '#lib/partner-api';
import { type DeadLetterStatus } from '#contracts/internal/each-service';
import { isDuplicateKey } from '../../persistence/duplicate-key.js';
import { createIndexes } from '../../persistence/indexes.js';
import { idsIn, orderOf } from '../../persistence/aggregates/stretches/stretch.js';
import { acrossTenants } from '../../persistence/query.js';
import { toKept, type KeptMessage } from './kept-message.js';
import { reasonOf, toldOf, type ToldOfMessage } from './what-is-told.js';

/** What a service remembers of a message that it has parked. */
export interface StoredLetter {
  _id: string;
  /** `<topic>/<partition>/<offset>` where it was published first. */
  place: string;
  status: DeadLetterStatus;
  deadLetterTopic: string;
  group: string;
  cause: string;
  reason?: string;
  attempts: number;
  times: number;
  firstParkedAt: Date;
  parkedAt: Date;
  told: ToldOfMessage;
  /** As long as it can be given again. */
  message?: KeptMessage<{ buffer: Uint8Array }>;
  isKept: boolean;
  decidedBy?: string;
  changedAt?: Date;
}

const WHY = 'Messages are of no tenant: the operator decides on them.';

const parts = { _id: false, id: false };
const told = { key: String, messageId: String, type: String, source: String, subject: String, correlationId: String };
const message = { key: Buffer, value: Buffer, headers: [new Schema({ name: String, value: Buffer }, parts)] };
const schema: Schema = new Schema(
  {
    _id: String,
    place: String,
    status: String,
    deadLetterTopic: String,
    group: String,
    cause: String,
    reason: String,
    attempts: Number,
    times: Number,
    firstParkedAt: Date,
    parkedAt: Date,
    told: new Schema(told, parts),
    message: new Schema(message, parts),
    isKept: Boolean,
    decidedBy: String,
    changedAt: Date,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ place: 1 }, { unique: true });
schema.index({ status: 1, _id: 1 });

/** The dead letters of this service. What is in a message is kept until it was handled or discarded. */
@Injectable()
export class DeadLettersRepository implements ParkedLetters, OnModuleInit {
  private readonly model: Model<StoredLetter>;

  constructor(
    @InjectConnection() connection: Connection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.model = connection.model<StoredLetter>('deadletters', schema, 'deadletters');
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  async parked(letter: ParkedLetter): Promise<void> {
    try {
      await this.write(letter);
    } catch (error) {
      // Two instances met over it: by now it is there.
      if (!isDuplicateKey(error)) throw error;
      await this.write(letter);
    }
  }

  async handled(place: string): Promise<void> {
    await this.model.updateOne(acrossTenants(WHY, { place, status: { $ne: 'handled' } }), {
      $set: { status: 'handled', isKept: false, changedAt: this.clock.now() },
      $unset: { message: 1 },
    });
  }

  list(status: DeadLetterStatus | undefined, stretch: Stretch): Promise<StoredLetter[]> {
    return this.model
      .find(acrossTenants(WHY, { ...(status && { status }), ...idsIn(stretch) }), { message: 0 })
      .sort(orderOf(stretch))
      .limit(stretch.limit)
      .lean<StoredLetter[]>();
  }

  /** Rejects when the database has not answered within that time. */
  countWaiting(withinMs: number): Promise<number> {
    const waiting = acrossTenants(WHY, { status: 'waiting' });
    return this.model.countDocuments(waiting, { signal: AbortSignal.timeout(withinMs) }).exec();
  }

  find(id: string): Promise<StoredLetter | null> {
    return this.model.findOne(acrossTenants(WHY, { _id: id })).lean<StoredLetter>();
  }

  /** Unless it was handled, or parked again, meanwhile. */
  async replayed({ _id, times }: StoredLetter, decidedBy: string): Promise<void> {
    await this.model.updateOne(acrossTenants(WHY, { _id, status: 'waiting', times }), {
      $set: { status: 'replayed', decidedBy, changedAt: this.clock.now() },
    });
  }

  /** Unless it does not wait any more. */
  async discard({ _id }: StoredLetter, decidedBy: string): Promise<void> {
    await this.model.updateOne(acrossTenants(WHY, { _id, status: 'waiting' }), {
      $set: { status: 'discarded', isKept: false, decidedBy, changedAt: this.clock.now() },
      $unset: { message: 1 },
    });
  }

  private async write({
    place,
    deadLetterTopic,
    group,
    error,
    attempts,
    message: parked,
  }: ParkedLetter): Promise<void> {
    const now = this.clock.now();
    const kept = toKept(parked);
    const reason = reasonOf(error);
    await this.model.updateOne(
      acrossTenants(WHY, { place }),
      {
        $setOnInsert: { _id: this.idOf(place, now), firstParkedAt: now },
        $set: {
          status: 'waiting',
          deadLetterTopic,
          group,
          cause: error.name,
          ...(reason !== undefined && { reason }),
          attempts,
          parkedAt: now,
          told: toldOf(parked),
          ...(kept && { message: kept }),
          isKept: kept !== undefined,
        },
        $unset: {
          decidedBy: 1,
          changedAt: 1,
          ...(reason === undefined && { reason: 1 }),
          ...(!kept && { message: 1 }),
        },
        $inc: { times: 1 },
      },
      { upsert: true },
    );
  }

  private idOf(place: string, now: Date): string {
    const hash = createHash('sha256').update(place).digest('hex').slice(0, 12);
    return `${now.toISOString().replace(/[-:.]/g, '')}-${this.options.service}-${hash}`;
  }
}
