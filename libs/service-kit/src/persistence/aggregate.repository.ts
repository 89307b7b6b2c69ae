import { Logger, type OnModuleInit } from '@nestjs/common';
import { Schema, type Connection, type IndexDefinition, type Model, type SchemaDefinition } from 'mongoose';
import { faults, type DomainEvent } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { currentContext, type Outbox, type OutboxStore, type StoredEvent } from '#lib/messaging';
import { accepted, PartnerError } from '#lib/partner-api';
import { systemIds } from '../ids.js';
import { isDuplicateKey } from './duplicate-key.js';
import { createIndexes } from './indexes.js';
import { type Persistence } from './persistence.js';
import { randomPause } from './random-pause.js';

/** How an aggregate is stored: its state, the version that guards it, the commands it applied, and its pending events. */
export interface AggregateDocument<State> {
  _id: string;
  version: number;
  /** How many events the aggregate has had. */
  sequence: number;
  state: State;
  commands: { id: string; at: Date }[];
  outbox: StoredEvent[];
  pending: boolean;
  pendingSince?: Date;
  lease?: string;
  leasedUntil?: Date;
}

export interface AggregateOptions {
  /** The collection, such as `customers`. */
  collection: string;
  state: SchemaDefinition;
  /** Indexes on fields of the document, such as `{ 'state.domain': 1 }`. */
  indexes?: { fields: IndexDefinition; unique?: boolean }[];
}

/** Fields of the document, such as `state.relationships.partnerId`, and what they have to be. */
export type Filter = Record<string, unknown>;

type Decide<State> = (state: State, now: Date) => Decision<State, DomainEvent>;

const REMEMBER_MS = 24 * 60 * 60 * 1_000;
const REMEMBER_AT_LEAST = 32;
const MAX_TRIES = 60;

/**
 * Stores one kind of aggregate. State, version and events are written in one write that is guarded by the version;
 * then the relay is told. Subclasses add the queries, each with the caller's tenant in it.
 */
export abstract class AggregateRepository<State extends object> implements OutboxStore, OnModuleInit {
  readonly name: string;
  protected readonly model: Model<AggregateDocument<unknown>>;
  private readonly logger = new Logger(AggregateRepository.name);

  protected constructor(
    connection: Connection,
    protected readonly persistence: Persistence,
    options: AggregateOptions,
  ) {
    this.name = options.collection;
    this.model = connection.model<AggregateDocument<unknown>>(
      options.collection,
      schemaOf(options),
      options.collection,
    );
    persistence.relay.register(this);
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  /** Creates the aggregate, or answers the one with this id if it exists. Undefined: a unique value is taken. */
  protected async insert(
    id: string,
    commandId: string,
    decide: (now: Date) => Decision<State, DomainEvent>,
  ): Promise<State | undefined> {
    const now = this.persistence.clock.now();
    const decision = accepted(decide(now));
    if (decision.outcome === 'nothing-happened') throw new Error('A command that creates cannot change nothing.');
    const events = storedEvents(id, 0, decision.events, now);
    if (await this.writeNew(id, commandId, decision.state, events, now)) return decision.state;
    return (await this.findOne({ _id: id }))?.state;
  }

  /** Applies a command to the one aggregate that `filter` finds; undefined when it finds none. A repeat changes nothing. */
  protected change(filter: Filter, commandId: string, decide: Decide<State>): Promise<State | undefined> {
    return this.persist(commandId, decide, filter);
  }

  /** Applies a command to the aggregate with this id, which begins as `initial`. A repeat changes nothing. */
  protected async changeOrCreate(id: string, initial: State, commandId: string, decide: Decide<State>): Promise<State> {
    return (await this.persist(commandId, decide, { _id: id }, { id, state: initial })) as State;
  }

  private async persist(
    commandId: string,
    decide: Decide<State>,
    filter: Filter,
    initial?: { id: string; state: State },
  ): Promise<State | undefined> {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const found = await this.findOne(filter);
      const state = found?.state ?? initial?.state;
      if (!state) return undefined;
      if (found?.commands.some(({ id }) => id === commandId)) return state;
      const now = this.persistence.clock.now();
      const decision = accepted(decide(state, now));
      if (decision.outcome === 'nothing-happened') return state;
      const id = found?._id ?? (initial as { id: string }).id;
      const events = storedEvents(id, found?.sequence ?? 0, decision.events, now);
      const written = found
        ? await this.save(found, commandId, decision.state, events, now)
        : await this.writeNew(id, commandId, decision.state, events, now);
      if (written) return decision.state;
      await randomPause(attempt);
    }
    this.logger.warn(`Gave up on ${this.name} after ${MAX_TRIES} tries: too many writers.`);
    throw new PartnerError(faults.unavailable, 'Too many changes at the same time. Nothing was changed; try again.', 1);
  }

  protected async findOne(filter: Filter): Promise<AggregateDocument<State> | undefined> {
    return (await this.model.findOne(filter).lean<AggregateDocument<State>>()) ?? undefined;
  }

  /** The states of up to `limit` aggregates that `filter` finds, in the order of their ids. */
  protected async list(filter: Filter, limit: number): Promise<State[]> {
    const found = await this.model.find(filter).sort({ _id: 1 }).limit(limit).lean<AggregateDocument<State>[]>();
    return found.map(({ state }) => state);
  }

  /** Deletes the aggregates that `filter` finds, but for those whose events are not published yet. */
  protected async purge(filter: Filter): Promise<void> {
    await this.model.deleteMany({ ...filter, pending: false });
  }

  async readOutbox(aggregateId: string): Promise<Outbox> {
    const found = await this.model.findById(aggregateId, { outbox: 1 }).lean<AggregateDocument<State>>();
    return { aggregateId, events: found?.outbox ?? [] };
  }

  async leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]> {
    const now = this.persistence.clock.now();
    const free = {
      pending: true,
      pendingSince: { $lt: pendingBefore },
      $or: [{ leasedUntil: { $exists: false } }, { leasedUntil: { $lt: now } }],
    };
    const ids = (await this.model.find(free, { _id: 1 }).limit(limit).lean()).map(({ _id }) => _id);
    if (ids.length === 0) return [];
    const lease = systemIds.random();
    await this.model.updateMany({ _id: { $in: ids }, ...free }, { $set: { leasedUntil: leaseUntil, lease } });
    const leased = await this.model
      .find({ _id: { $in: ids }, lease }, { outbox: 1 })
      .lean<AggregateDocument<State>[]>();
    return leased.map(({ _id, outbox }) => ({ aggregateId: _id, events: outbox }));
  }

  async removePublished(published: Outbox[]): Promise<void> {
    const operations = published.flatMap(({ aggregateId, events }) => [
      {
        updateOne: {
          filter: { _id: aggregateId },
          update: { $pull: { outbox: { id: { $in: events.map(({ id }) => id) } } } },
        },
      },
      {
        updateOne: {
          filter: { _id: aggregateId, outbox: { $size: 0 } },
          update: { $set: { pending: false }, $unset: { pendingSince: 1, leasedUntil: 1, lease: 1 } },
        },
      },
    ]);
    await this.model.bulkWrite(operations, { ordered: true });
  }

  countPending(): Promise<number> {
    return this.model.countDocuments({ pending: true });
  }

  private async writeNew(
    id: string,
    commandId: string,
    state: State,
    outbox: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    try {
      await this.model.create({
        _id: id,
        version: 1,
        sequence: outbox.length,
        state,
        commands: [{ id: commandId, at: now }],
        outbox,
        ...pendingFields(outbox, now),
      });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    this.persistence.relay.publishSoon(this, { aggregateId: id, events: outbox });
    return true;
  }

  private async save(
    found: AggregateDocument<State>,
    commandId: string,
    state: State,
    events: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    const saved = await this.model
      .findOneAndUpdate(
        { _id: found._id, version: found.version },
        {
          $set: {
            state,
            version: found.version + 1,
            sequence: found.sequence + events.length,
            commands: remembered([...found.commands, { id: commandId, at: now }], now),
            ...(events.length > 0 && pendingFields(events, found.pendingSince ?? now)),
          },
          $push: { outbox: { $each: events } },
        },
        { returnDocument: 'after', projection: { outbox: 1 } },
      )
      .lean<AggregateDocument<State>>();
    if (!saved) return false;
    this.persistence.relay.publishSoon(this, { aggregateId: found._id, events: saved.outbox });
    return true;
  }
}

function schemaOf({ state, indexes = [] }: AggregateOptions): Schema<AggregateDocument<unknown>> {
  const stored = new Schema(
    {
      id: String,
      type: String,
      sequence: Number,
      time: Date,
      data: Schema.Types.Mixed,
      correlationId: String,
      causationId: String,
      actor: String,
      traceparent: String,
    },
    { _id: false, id: false },
  );
  const schema: Schema = new Schema(
    {
      _id: String,
      version: Number,
      sequence: Number,
      state: new Schema(state, { _id: false, id: false, strict: 'throw', minimize: false }),
      commands: [new Schema({ id: String, at: Date }, { _id: false, id: false })],
      outbox: [stored],
      pending: Boolean,
      pendingSince: Date,
      lease: String,
      leasedUntil: Date,
    },
    { versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw', minimize: false },
  );
  schema.index({ pending: 1, pendingSince: 1 });
  for (const { fields, unique } of indexes) schema.index(fields, unique ? { unique } : {});
  return schema as Schema<AggregateDocument<unknown>>;
}

function storedEvents(id: string, sequence: number, events: DomainEvent[], now: Date): StoredEvent[] {
  const context = currentContext();
  return events.map(({ contract, data }, index) => ({
    id: `${id}.${sequence + index + 1}`,
    type: contract.type,
    sequence: sequence + index + 1,
    time: now,
    data: data as Record<string, unknown>,
    correlationId: context?.correlationId ?? systemIds.random(),
    ...(context?.causationId && { causationId: context.causationId }),
    ...(context?.actor && { actor: context.actor }),
    ...(context?.traceparent && { traceparent: context.traceparent }),
  }));
}

function pendingFields(outbox: StoredEvent[], since: Date): object {
  return outbox.length > 0 ? { pending: true, pendingSince: since } : { pending: false };
}

/** Commands are remembered for 24 hours, and the last 32 however old they are. */
function remembered<T extends { at: Date }>(commands: T[], now: Date): T[] {
  return commands.filter(
    ({ at }, index) => index >= commands.length - REMEMBER_AT_LEAST || at.getTime() > now.getTime() - REMEMBER_MS,
  );
}
