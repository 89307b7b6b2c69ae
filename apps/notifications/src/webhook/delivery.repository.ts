import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import { type Stretch } from '#lib/partner-api';
import {
  acrossTenants,
  createIndexes,
  idsIn,
  isDuplicateKey,
  nativeCollection,
  orderOf,
  ownedBy,
  systemIds,
} from '#lib/service-kit';
import { type AttemptResult } from './callback.client.js';
import { MAX_ATTEMPTS, type Delivery, type DeliveryChange, type DeliveryStatus } from './delivery.js';

type DeliveryDocument = Omit<Delivery, 'id'> & { _id: string; lease?: string };

/** A delivery that this instance alone may send, until the lease runs out. */
export interface LeasedDelivery {
  delivery: Delivery;
  lease: string;
  until: Date;
}

const DUE = 'Every delivery that is due is sent.';

const schema = new Schema<DeliveryDocument>(
  {
    _id: String,
    partnerId: String,
    event: String,
    queue: String,
    position: Number,
    body: String,
    correlationId: String,
    traceparent: String,
    status: String,
    attempts: Number,
    createdAt: Date,
    nextAttemptAt: Date,
    endedAt: Date,
    results: [
      new Schema(
        { responseCode: String, responseMessage: String, systemError: Boolean, at: Date },
        { _id: false, id: false },
      ),
    ],
    lease: String,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ status: 1, nextAttemptAt: 1 });
schema.index({ queue: 1, status: 1, position: 1 });
schema.index({ partnerId: 1, status: 1, _id: 1 });

/** Every webhook event that a partner had registered for. */
@Injectable()
export class DeliveryRepository implements OnModuleInit {
  private readonly model: Model<DeliveryDocument>;
  private collection?: mongo.Collection<DeliveryDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<DeliveryDocument>('webhookdeliveries', schema, 'webhookdeliveries');
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  /** Does nothing when there is a delivery for the same cause already. */
  async add({ id, ...delivery }: Delivery): Promise<void> {
    try {
      await this.documents.insertOne({ _id: id, ...delivery }, { ignoreUndefined: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Takes the delivery that has been due longest, and keeps all others from sending it until `until`.
   * @param except partners that have enough under way
   */
  async lease(now: Date, until: Date, except: string[]): Promise<LeasedDelivery | undefined> {
    const lease = systemIds.random();
    const found = await this.documents.findOneAndUpdate(
      acrossTenants(DUE, { status: 'pending', nextAttemptAt: { $lte: now }, partnerId: { $nin: except } }),
      { $set: { lease, nextAttemptAt: until } },
      { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
    );
    return found ? { delivery: toDelivery(found), lease, until } : undefined;
  }

  /**
   * Puts a delivery back if another one has to arrive before it. The end of the other one makes this one due;
   * that may have come in between, so it is looked for again. Answers whether this one has to wait.
   */
  async waits({ delivery, lease }: LeasedDelivery, now: Date): Promise<boolean> {
    const until = await this.dueBefore(delivery);
    if (!until) return false;
    const { id } = delivery;
    const back = { $set: { nextAttemptAt: until }, $unset: { lease: 1 } } as const;
    await this.documents.updateOne(acrossTenants(DUE, { _id: id, lease }), back);
    if (!(await this.dueBefore(delivery))) await this.makeDue({ _id: id }, now);
    return true;
  }

  /** For the holder of the lease alone: who has it now is sending it, and until that is over nothing behind it may be sent. */
  async settle(
    { delivery: { id, queue }, lease }: LeasedDelivery,
    { status, attempts, nextAttemptAt, endedAt }: DeliveryChange,
    result?: AttemptResult,
  ): Promise<void> {
    const absent = { lease: 1, ...(!nextAttemptAt && { nextAttemptAt: 1 }), ...(!endedAt && { endedAt: 1 }) };
    const { matchedCount } = await this.documents.updateOne(acrossTenants(DUE, { _id: id, lease }), {
      $set: { status, attempts, ...(nextAttemptAt && { nextAttemptAt }), ...(endedAt && { endedAt }) },
      $unset: absent as Record<string, 1>,
      ...(result && { $push: { results: { $each: [result], $slice: -MAX_ATTEMPTS } } }),
    });
    if (endedAt && matchedCount > 0) await this.makeDue({ queue }, endedAt);
  }

  /** Makes a partner's delivery due again that failed; undefined if there is none. */
  async sendAgain(partnerId: string, id: string, now: Date): Promise<Delivery | undefined> {
    const changed = await this.documents.findOneAndUpdate(
      ownedBy('partnerId', partnerId, { _id: id, status: 'failed' }),
      { $set: { status: 'pending', attempts: 0, nextAttemptAt: now }, $unset: { endedAt: 1, lease: 1 } },
      { returnDocument: 'after' },
    );
    return changed ? toDelivery(changed) : undefined;
  }

  async find(partnerId: string, id: string): Promise<Delivery | undefined> {
    const found = await this.documents.findOne(ownedBy('partnerId', partnerId, { _id: id }));
    return found ? toDelivery(found) : undefined;
  }

  async list(partnerId: string, status: DeliveryStatus | undefined, stretch: Stretch): Promise<Delivery[]> {
    const found = this.documents
      .find(ownedBy('partnerId', partnerId, { ...(status && { status }), ...idsIn(stretch) }))
      .sort(orderOf(stretch))
      .limit(stretch.limit);
    return (await found.toArray()).map(toDelivery);
  }

  /** When the earliest of the deliveries is due that have to arrive before this one; undefined if there is none. */
  private async dueBefore({ queue, position }: Delivery): Promise<Date | undefined> {
    const earlier = { queue, status: 'pending', position: { $lt: position } };
    const found = await this.documents.findOne(acrossTenants(DUE, earlier), { sort: { position: 1 } });
    return found?.nextAttemptAt ?? undefined;
  }

  /** Deliveries that are not being sent. */
  private async makeDue(which: { _id: string } | { queue: string }, now: Date): Promise<void> {
    const waiting = { ...which, status: 'pending', lease: { $exists: false } };
    await this.documents.updateMany(acrossTenants(DUE, waiting), { $min: { nextAttemptAt: now } });
  }

  private get documents(): mongo.Collection<DeliveryDocument> {
    return (this.collection ??= nativeCollection<DeliveryDocument>(this.model));
  }
}

function toDelivery({ _id, lease: _lease, ...delivery }: DeliveryDocument): Delivery {
  return { id: _id, ...delivery };
}
