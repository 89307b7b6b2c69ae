import { Logger, type OnModuleInit } from '@nestjs/common';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import { faults, type DomainEvent } from '#lib/contracts';
import { isRejected, type Decision, type RejectedBy } from '#lib/decision';
import { type Outbox, type OutboxStore, type StoredEvent } from '#lib/messaging';
import { PartnerError, type Stretch } from '#lib/partner-api';
import { systemIds } from '../../ids.js';
import { isDuplicateKey } from '../duplicate-key.js';
import { createIndexes } from '../indexes.js';
import { nativeCollection } from '../native-collection.js';
import { type Persistence } from '../persistence.js';
import { type Filter, type Query } from '../query.js';
import { randomPause } from './random-pause.js';
import { rememberedAfter, remembers, type CommandId } from './remembered-commands.js';
import { stateUpdate, storedState } from './stored-state.js';
import { idsIn, orderOf } from './stretch.js';
import {
  pendingFields,
  schemaOf,
  storedEvents,
  type AggregateDocument,
  type AggregateOptions,
} from './aggregate-document.js';
import { again, leasedBy, withoutPublished } from './outbox-updates.js';
import { versionThatTells } from './telling-version.js';
import { outboxAfter, outboxOf, stateChanges, toldBefore } from './told-states.js';
import { noteUntold } from './untold.js';

type DecisionOn<State> = Decision<State, DomainEvent>;
/** Decides on what is there; on undefined where the aggregate has not begun. */
type Decide<State, Decided = DecisionOn<State>> = (known: State | undefined, now: Date) => Decided;

const MAX_TRIES = 60;
/** Also what a majority has not got yet. */
const latest = { readConcern: { level: 'local' }, projection: { _id: 1 } } as const;

/**
 * Stores one kind of aggregate. State, version and events are written in one write that is guarded by the version;
 * then the relay is told. Subclasses add the queries, each of which says whose documents it finds.
 */
export abstract class AggregateRepository<State extends object> implements OutboxStore, OnModuleInit {
  readonly name: string;
  private readonly model: Model<AggregateDocument<unknown>>;
  private readonly state: Schema;
  private readonly logger = new Logger(AggregateRepository.name);
  private collection?: mongo.Collection<AggregateDocument<State>>;
  /** The documents of states that were answered. */
  private readonly read = new WeakMap<State, AggregateDocument<State>>();

  protected constructor(
    connection: Connection,
    protected readonly persistence: Persistence,
    private readonly options: AggregateOptions<State>,
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

  /**
   * Applies a command to the one aggregate that `query` finds; undefined when it finds none. A repeat changes nothing. What the
   * decision refuses is answered, and nothing is written.
   *
   * @param known what the same query, or an earlier change, has answered: it is read again only if it is not the latest state
   */
  protected change<Decided extends DecisionOn<State>>(
    query: Query,
    commandId: CommandId,
    decide: (state: State, now: Date) => Decided,
    known?: State,
  ): Promise<State | RejectedBy<Decided> | undefined> {
    return this.persist(query, commandId, decide as Decide<State, Decided>, { known });
  }

  /**
   * Applies a command to the aggregate with this id, which it can begin. Undefined: a unique value of the new one is taken.
   * Where somebody else began it at the same moment, the command is decided again on what is there.
   */
  protected changeOrCreate<Decided extends DecisionOn<State>>(
    id: string,
    commandId: CommandId,
    decide: Decide<State, Decided>,
  ): Promise<State | RejectedBy<Decided> | undefined> {
    return this.persist({ _id: id }, commandId, decide, { id });
  }

  /** The same for an aggregate that is most likely new: it is written without looking for it first. */
  protected insert<Decided extends DecisionOn<State>>(
    id: string,
    commandId: CommandId,
    decide: Decide<State, Decided>,
  ): Promise<State | RejectedBy<Decided> | undefined> {
    return this.persist({ _id: id }, commandId, decide, { id, isNew: true });
  }

  private async persist<Decided extends DecisionOn<State>>(
    filter: Filter,
    commandId: CommandId,
    decide: Decide<State, Decided>,
    begun: { id?: string; isNew?: boolean; known?: State | undefined },
  ): Promise<State | RejectedBy<Decided> | undefined> {
    const known = begun.known && this.read.get(begun.known);
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const isFirst = attempt === 1;
      const found = isFirst && (begun.isNew || known) ? known : await this.load(filter);
      const id = found?._id ?? begun.id;
      if (id === undefined) return undefined;
      if (found && remembers(found, commandId)) return found.state;
      const now = this.persistence.clock.now();
      const decision: DecisionOn<State> = decide(found?.state, now);
      if (isRejected(decision)) return decision as RejectedBy<Decided>;
      if (decision.outcome === 'nothing-happened') return stateOf(found);
      const events = storedEvents(id, found?.sequence ?? 0, decision.events, now);
      const written = found
        ? await this.save(found, commandId, decision.state, events, now)
        : await this.writeNew(id, commandId, decision.state, events, now);
      if (written) return decision.state;
      // Also one that a majority has not got yet, for which the next try looks again.
      if (!found && !(await this.documents.findOne({ _id: id } as object, latest))) return undefined;
      await randomPause(attempt);
    }
    this.logger.warn(`Gave up on ${this.name} after ${MAX_TRIES} tries: too many writers.`);
    throw new PartnerError(faults.unavailable, 'Too many changes at the same time. Nothing was changed; try again.', 1);
  }

  protected async findOne(query: Query): Promise<State | undefined> {
    const found = await this.load(query);
    if (found) this.read.set(found.state, found);
    return found?.state;
  }

  /** The states of up to `limit` aggregates that `query` finds, in the order of their ids. */
  protected list(query: Query, limit: number): Promise<State[]> {
    return this.listStretch(query, { limit });
  }

  /** The states of the aggregates that `query` finds in a stretch: pages stay stable, as ids never change. */
  protected async listStretch(query: Query, stretch: Stretch): Promise<State[]> {
    const found = await this.documents
      .find({ ...query, ...idsIn(stretch) } as object, { projection: { state: 1 } })
      .sort(orderOf(stretch))
      .limit(stretch.limit)
      .toArray();
    return found.map(({ state }) => state);
  }

  /** How many aggregates `query` finds, up to `limit`. */
  protected count(query: Query, limit?: number): Promise<number> {
    return this.documents.countDocuments(query, limit === undefined ? {} : { limit });
  }

  /** Deletes the aggregates that `query` finds, but for those whose events are not published yet. */
  protected async purge(query: Query): Promise<void> {
    await this.documents.deleteMany({ ...query, pending: false });
  }

  /** Whether the aggregate with this id has applied the command, of whoever's; the answer tells nothing else of it. */
  async hasApplied(id: string, commandId: string): Promise<boolean> {
    const found = await this.load({ _id: id });
    return found !== undefined && remembers(found, commandId);
  }

  async leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]> {
    const now = this.persistence.clock.now();
    const free = {
      pending: true,
      pendingSince: { $lt: pendingBefore },
      $or: [{ leasedUntil: { $exists: false } }, { leasedUntil: { $lt: now } }],
    };
    const found = await this.documents
      .find(free as object, { projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    if (found.length === 0) return [];
    const lease = systemIds.random();
    const these = { _id: { $in: found.map(({ _id }) => _id) } };
    await this.documents.updateMany({ ...these, ...free }, leasedBy(lease, leaseUntil, again(now)));
    const leased = await this.documents.find({ ...these, lease } as object).toArray();
    return leased.map((document) => outboxOf(document as AggregateDocument<State>, this.options.tells));
  }

  async holdBack(aggregateId: string, until: Date): Promise<void> {
    const held = { $set: { leasedUntil: until } };
    await this.documents.updateOne({ _id: aggregateId, pending: true }, held);
  }

  async removePublished(published: Outbox[]): Promise<void> {
    const later = again(this.persistence.clock.now());
    const operations = published.map((outbox) => ({
      updateOne: { filter: { _id: outbox.aggregateId }, update: withoutPublished(outbox, later) },
    }));
    await this.documents.bulkWrite(operations as object as mongo.AnyBulkWriteOperation<AggregateDocument<State>>[], {
      ordered: false,
    });
  }

  countPending(): Promise<number> {
    return this.documents.countDocuments({ pending: true, pendingSince: { $lte: this.persistence.clock.now() } });
  }

  async noteUntold(limit: number): Promise<boolean> {
    const { tells } = this.options;
    return tells !== undefined && noteUntold(this.documents, tells, limit, this.persistence.clock.now());
  }

  private get documents(): mongo.Collection<AggregateDocument<State>> {
    return (this.collection ??= nativeCollection<AggregateDocument<State>>(this.model));
  }

  private async load(filter: Filter): Promise<AggregateDocument<State> | undefined> {
    return (await this.documents.findOne<AggregateDocument<State>>(filter as object)) ?? undefined;
  }

  private async writeNew(
    id: string,
    commandId: CommandId,
    state: State,
    outbox: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    const { tells } = this.options;
    const unstated = tells ? stateChanges([], tells(state), 1) : [];
    const document = {
      _id: id,
      version: 1,
      sequence: outbox.length,
      state: storedState(this.state, state, this.options.isCopied ? state : undefined),
      ...rememberedAfter({ commands: [] }, commandId, now),
      commands: [],
      outbox,
      ...(tells && { unstated, restate: [], stated: 1 }),
      ...pendingFields(outbox.length + unstated.length > 0, now),
    };
    try {
      const stored = { ...document, ...(tells && { version: versionThatTells(1) }) };
      await this.documents.insertOne(stored as never, { ignoreUndefined: true });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    this.publish(outboxAfter<State>({ ...document, state } as never, unstated, tells));
    return true;
  }

  private async save(
    found: AggregateDocument<State>,
    commandId: CommandId,
    state: State,
    events: StoredEvent[],
    now: Date,
  ): Promise<boolean> {
    const { tells } = this.options;
    const version = found.version + 1;
    const stored = storedState(this.state, state, found.state);
    const { $set, $unset } = stateUpdate(found.state as Record<string, unknown>, stored);
    const remembered = rememberedAfter(found, commandId, now);
    const changes = tells ? stateChanges(toldBefore(found, tells), tells(state), version) : [];
    const isPending = events.length + changes.length > 0;
    const changed = {
      version,
      sequence: found.sequence + events.length,
      ...remembered,
      ...(tells && { stated: version }),
      ...(isPending && pendingFields(true, now, found.pendingSince)),
    };
    const update = {
      $set: { ...$set, ...changed, ...(tells && { version: versionThatTells(version) }) },
      ...(Object.keys($unset).length > 0 && { $unset }),
      $push: { outbox: { $each: events }, ...(changes.length > 0 && { unstated: { $each: changes } }) },
    };
    const saved = await this.documents.findOneAndUpdate({ _id: found._id, version: found.version }, update as object, {
      returnDocument: 'after',
      projection: { outbox: 1, unstated: 1 },
      ignoreUndefined: true,
    });
    if (!saved) return false;
    // As the driver would answer it.
    const answered = { remembered: { buffer: remembered.remembered }, state: stored as State };
    this.read.set(state, { ...found, ...changed, ...answered });
    const { outbox, unstated } = saved;
    if (isPending)
      this.publish(outboxAfter<State>({ ...found, ...changed, state, outbox, unstated } as never, changes, tells));
    return true;
  }

  private publish(outbox: Outbox): void {
    if (outbox.events.length > 0 || outbox.states) this.persistence.relay.publishSoon(this, outbox);
  }
}

function stateOf<State>(found: AggregateDocument<State> | undefined): State {
  if (!found) throw new Error('A command that creates cannot change nothing.');
  return found.state;
}
