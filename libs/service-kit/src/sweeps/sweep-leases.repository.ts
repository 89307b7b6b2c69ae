import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { systemIds } from '../ids.js';
import { isDuplicateKey } from '../persistence/duplicate-key.js';
import { createIndexes } from '../persistence/indexes.js';

/**
 * Longer than an item takes: an instance that dies with one leaves it to the others after this time. For as long an item that
 * was done is left alone by instances that had found it before. Clocks that differ make it shorter or longer; that costs
 * work that is done twice, which items allow for.
 */
const LEASE_MS = 15_000;
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1_000;

interface LeaseDocument {
  /** `<work>/<item>` */
  _id: string;
  /** Nobody takes the item before. */
  freeAt: Date;
  /** Who has it. */
  holder: string;
  /** How often it was taken since it was done last. */
  attempts: number;
}

export interface SweepLease {
  id: string;
  holder: string;
  attempts: number;
}

const schema = new Schema<LeaseDocument>(
  { _id: String, freeAt: Date, holder: String, attempts: Number },
  { versionKey: false, id: false, autoCreate: false, autoIndex: false },
);
schema.index({ freeAt: 1 });

/** Which items of sweeps are in hand, and which wait because they could not be done. See `docs/adr/0042-sweeps.md`. */
@Injectable()
export class SweepLeasesRepository implements OnModuleInit {
  private readonly model: Model<LeaseDocument>;

  constructor(
    @InjectConnection() connection: Connection,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<LeaseDocument>('sweepleases', schema, 'sweepleases');
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  /** Those of the items that another instance has, that were done just now, or that wait. */
  async taken(ids: string[]): Promise<Set<string>> {
    const found = await this.model.find({ _id: { $in: ids }, freeAt: { $gt: this.clock.now() } }, { _id: 1 }).lean();
    return new Set(found.map(({ _id }) => _id));
  }

  /** Undefined: somebody else was quicker. */
  async take(id: string): Promise<SweepLease | undefined> {
    const holder = systemIds.random();
    try {
      const { attempts } = await this.model
        .findOneAndUpdate(
          { _id: id, freeAt: { $lte: this.clock.now() } },
          { $set: { freeAt: this.after(LEASE_MS), holder }, $inc: { attempts: 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<LeaseDocument>()
        .orFail();
      return { id, holder, attempts };
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  }

  async done({ id, holder }: SweepLease): Promise<void> {
    await this.model.updateOne({ _id: id, holder }, { $set: { freeAt: this.after(LEASE_MS), attempts: 0 } });
  }

  async waits({ id, holder }: SweepLease, ms: number): Promise<void> {
    await this.model.updateOne({ _id: id, holder }, { $set: { freeAt: this.after(ms) } });
  }

  /** Forgets items that no sweep has found for a day. */
  async removeOld(): Promise<void> {
    await this.model.deleteMany({ freeAt: { $lt: this.after(-FORGOTTEN_AFTER_MS) } });
  }

  private after(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}
