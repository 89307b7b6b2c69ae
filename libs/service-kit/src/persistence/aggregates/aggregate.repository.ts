import { Logger, type OnModuleInit } from '@nestjs/common';
import { Schema, type Connection, type IndexDefinition, type Model, type SchemaDefinition } from 'mongoose';
import { faults, type DomainEvent } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { currentContext, type Outbox, type OutboxStore, type StoredEvent } from '#lib/messaging';
import { accepted, PartnerError, type Stretch } from '#lib/partner-api';
import { systemIds } from '../../ids.js';
import { isDuplicateKey } from '../duplicate-key.js';
import { createIndexes } from '../indexes.js';
import { type Persistence } from '../persistence.js';
import { type Filter, type Query } from '../query.js';
import { randomPause } from './random-pause.js';
import { rememberedAfter, remembers, type CommandId, type RememberedCommands } from './remembered-commands.js';
import { stateUpdate, storedState } from './stored-state.js';
import { idsIn, orderOf } from './stretch.js';

/** How an aggregate is stored: its state, the version that guards it, the commands it applied, and its pending events. */
export interface AggregateDocument<State> extends RememberedCommands {
  _id: string;
  version: number;
  /** How many events the aggregate has had. */
  sequence: number;
  state: State;
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
  /** Whether new states are copied from other documents, which may hold fields of a newer version: they are kept then. */
  isCopied?: boolean;
}

/** Decides on what is there; on undefined where the aggregate has not begun. */
type Decide<State> = (known: State | undefined, now: Date) => Decision<State, DomainEvent>;

const MAX_TRIES = 60;

/**
 * Stores one kind of aggregate. State, version and events are written in one write that is guarded by the version;
 * then the relay is told. Subclasses add the queries, each of which says whose documents it finds.
 */
export abstract class AggregateRepository<State extends object> implements OutboxStore, OnModuleInit {
  readonly name: string;
  private readonly model: Model<AggregateDocument<unknown>>;
  private readonly state: Schema;
  private readonly logger = new Logger(AggregateRepository.name);

  protected constructor(
    connection: Connection,
    protected readonly persistence: Persistence,
    private readonly options: AggregateOptions,
  ) {
    this.name = options.collection;
    this.state = new Schema(options.state, { _id: false, id: false });
    this.model = connection.model<AggregateDocument<unknown>>(
      options.collection,
      schemaOf(this.state, options),
      options.collection,
    );
    persistence.relay.register(this);
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  /** Applies a command to the one aggregate that `query` finds; undefined when it finds none. A repeat changes nothing. */
  protected change(
    query: Query,
    commandId: CommandId,
    decide: (state: State, now: Date) => Decision<State, DomainEvent>,
  ): Promise<State | undefined> {
    return this.persist(query, commandId, decide as Decide<State>);
  }

  /**
   * Applies a command to the aggregate with this id, which it can begin. Undefined: a unique value of the new one is taken.
   * Where somebody else began it at the same moment, the command is decided again on what is there.
   */
  protected changeOrCreate(id: string, commandId: CommandId, decide: Decide<State>): Promise<State | undefined> {
    return this.persist({ _id: id }, commandId, decide, { id, isExpected: true });
  }

  /** The same for an aggregate that is most likely new: it is written without looking for it first. */
  protected insert(id: string, commandId: CommandId, decide: Decide<State>): Promise<State | undefined> {
    return this.persist({ _id: id }, commandId, decide, { id, isExpected: false });
  }

  private async persist(
    filter: Filter,
    commandId: CommandId,
    decide: Decide<State>,
    begun?: { id: string; isExpected: boolean },
  ): Promise<State | undefined> {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const found = attempt === 1 && begun?.isExpected === false ? undefined : await this.load(filter);
      const id = found?._id ?? begun?.id;
      if (id === undefined) return undefined;
      if (found && remembers(found, commandId)) return found.state;
      const now = this.persistence.clock.now();
      const decision = accepted(decide(found?.state, now));
      if (decision.outcome === 'nothing-happened') return stateOf(found);
      const events = storedEvents(id, found?.sequence ?? 0, decision.events, now);
      const written = found
        ? await this.save(found, commandId, decision.state, events, now)
        : await this.writeNew(id, commandId, decision.state, events, now);
      if (written) return decision.state;
      // Also one that a majority has not got yet, for which the next try looks again.
      if (!found && !(await this.model.exists({ _id: id }).readConcern('local'))) return undefined;
      await randomPause(attempt);
    }
    this.logger.warn(`Gave up on ${this.name} after ${MAX_TRIES} tries: too many writers.`);
    throw new PartnerError(faults.unavailable, 'Too many changes at the same time. Nothing was changed; try again.', 1);
  }

  protected async findOne(query: Query): Promise<State | undefined> {
    return (await this.load(query))?.state;
  }

  /** The states of up to `limit` aggregates that `query` finds, in the order of their ids. */
  protected list(query: Query, limit: number): Promise<State[]> {
    return this.listStretch(query, { limit });
  }

  /** The states of the aggregates that `query` finds in a stretch: pages stay stable, as ids never change. */
  protected async listStretch(query: Query, stretch: Stretch): Promise<State[]> {
    const found = await this.model
      .find({ ...query, ...idsIn(stretch) })
      .sort(orderOf(stretch))
      .limit(stretch.limit)
      .lean<AggregateDocument<State>[]>();
    return found.map(({ state }) => state);
  }

  /** How many aggregates `query` finds, up to `limit`. */
  protected count(query: Query, limit?: number): Promise<number> {
    const counted = this.model.countDocuments(query);
    return limit === undefined ? counted : counted.limit(limit);
  }

  /** Deletes the aggregates that `query` finds, but for those whose events are not published yet. */
  protected async purge(query: Query): Promise<void> {
    await this.model.deleteMany({ ...query, pending: false });
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

  async holdBack(aggregateId: string, until: Date): Promise<void> {
    await this.model.updateOne({ _id: aggregateId, pending: true }, { $set: { leasedUntil: until } });
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

  private async load(filter: Filter): Promise<AggregateDocument<State> | undefined> {
    return (await this.model.findOne(filter).lean<AggregateDocument<State>>()) ?? undefined;
  }

  private async writeNew(
    id: string,
    commandId: CommandId,
    state: State,
    outbox: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    try {
      await this.model.collection.insertOne(
        {
          _id: id as never,
          version: 1,
          sequence: outbox.length,
          state: storedState(this.state, state, this.options.isCopied ? state : undefined),
          ...rememberedAfter({ commands: [] }, commandId, now),
          commands: [],
          outbox,
          ...pendingFields(outbox, now),
        },
        { ignoreUndefined: true },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    this.persistence.relay.publishSoon(this, { aggregateId: id, events: outbox });
    return true;
  }

  private async save(
    found: AggregateDocument<State>,
    commandId: CommandId,
    state: State,
    events: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    const { $set, $unset } = stateUpdate(this.state, state, found.state);
    const update = {
      $set: {
        ...$set,
        version: found.version + 1,
        sequence: found.sequence + events.length,
        ...rememberedAfter(found, commandId, now),
        ...(events.length > 0 && pendingFields(events, found.pendingSince ?? now)),
      },
      ...(Object.keys($unset).length > 0 && { $unset }),
      $push: { outbox: { $each: events } },
    };
    const saved = await this.model.collection.findOneAndUpdate(
      { _id: found._id as never, version: found.version },
      update as never,
      { returnDocument: 'after', projection: { outbox: 1 }, ignoreUndefined: true },
    );
    if (!saved) return false;
    this.persistence.relay.publishSoon(this, { aggregateId: found._id, events: saved['outbox'] as StoredEvent[] });
    return true;
  }
}

function schemaOf(state: Schema, { indexes = [] }: AggregateOptions): Schema<AggregateDocument<unknown>> {
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
      state,
      remembered: Buffer,
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

function stateOf<State>(found: AggregateDocument<State> | undefined): State {
  if (!found) throw new Error('A command that creates cannot change nothing.');
  return found.state;
}
