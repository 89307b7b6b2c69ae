import { Logger, type OnModuleInit } from '@nestjs/common';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import { faults, type DomainEvent } from '#lib/contracts';
import { isRejected, type Decision, type RejectedBy } from '#lib/decision';
import { type Outbox, type OutboxStore } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { systemIds } from '../../ids.js';
import { createIndexes } from '../indexes.js';
import { Lookups } from '../lookups.js';
import { nativeCollection } from '../database/native-collection.js';
import { type Persistence } from '../persistence.js';
import { type Filter, type Query } from '../query.js';
import { firstDocument, isWhole, updateOf, type Changed } from './writing/changed-document.js';
import { GroupCommit } from './writing/group-commit.js';
import { randomPause } from './writing/random-pause.js';
import { remembers, type CommandId } from './remembered-commands.js';
import { idsIn, orderOf, type Between } from './stretches/stretch.js';
import { schemaOf, storedEvents, type AggregateDocument, type AggregateOptions } from './aggregate-document.js';
import { again, leasedBy, withoutPublished } from './outbox-updates.js';
import { outboxAfter, outboxOf } from './told-states.js';
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
  private readonly lookups = new Lookups<AggregateDocument<State>>(() => this.documents);
  private readonly writes = new GroupCommit<State>(() => this.documents);
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
      const found = isFirst && (begun.isNew || known) ? known : await this.lookups.find(filter);
      const id = found?._id ?? begun.id;
      if (id === undefined) return undefined;
      if (found && remembers(found, commandId)) return found.state;
      const now = this.persistence.clock.now();
      const decision: DecisionOn<State> = decide(found?.state, now);
      if (isRejected(decision)) return decision as RejectedBy<Decided>;
      if (decision.outcome === 'nothing-happened') return stateOf(found);
      const events = storedEvents(id, found?.sequence ?? 0, decision.events, now);
      const changed: Changed<State> = { commandId, state: decision.state, events, now };
      const written = found ? await this.save(found, changed) : await this.writeNew(id, changed);
      if (written) return decision.state;
      // Also one that a majority has not got yet, for which the next try looks again.
      if (!found && !(await this.documents.findOne({ _id: id } as object, latest))) return undefined;
      await randomPause(attempt);
    }
    this.logger.warn(`Gave up on ${this.name} after ${MAX_TRIES} tries: too many writers.`);
    throw new PartnerError(faults.unavailable, 'Too many changes at the same time. Nothing was changed; try again.', 1);
  }

  protected async findOne(query: Query): Promise<State | undefined> {
    const found = await this.lookups.find(query);
    if (found) this.read.set(found.state, found);
    return found?.state;
  }

  /** The states of up to `limit` aggregates that `query` finds, in the order of their ids. */
  protected list(query: Query, limit: number): Promise<State[]> {
    return this.listStretch<keyof State & string>(query, { limit }) as Promise<State[]>;
  }

  /**
   * The states of the aggregates that `query` finds in a stretch: pages stay stable, as ids never change. With fields, these alone are read
   * of them.
   */
  protected async listStretch<Field extends keyof State & string>(
    query: Query,
    stretch: Between,
    fields?: readonly Field[],
  ): Promise<Pick<State, Field>[]> {
    const shown = fields?.map((field) => [`state.${field}`, 1]) ?? [['state', 1]];
    const found = await this.documents
      .find({ ...query, ...idsIn(stretch) } as object, { projection: Object.fromEntries(shown) as object })
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
    const found = await this.lookups.find({ _id: id });
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

  async oldestPending(): Promise<Date | undefined> {
    const due = { pending: true, pendingSince: { $lte: this.persistence.clock.now() } };
    const oldest = { sort: { pendingSince: 1 }, projection: { pendingSince: 1 } } as const;
    const found = await this.documents.findOne(due as object, oldest);
    return found?.pendingSince;
  }

  async noteUntold(limit: number): Promise<boolean> {
    const { tells } = this.options;
    return tells !== undefined && noteUntold(this.documents, tells, limit, this.persistence.clock.now());
  }

  private get documents(): mongo.Collection<AggregateDocument<State>> {
    return (this.collection ??= nativeCollection<AggregateDocument<State>>(this.model));
  }

  private async writeNew(id: string, changed: Changed<State>): Promise<boolean> {
    const { stored, document, changes } = firstDocument(id, changed, this.state, this.options);
    if (!(await this.writes.insert(stored))) return false;
    this.publish(outboxAfter<State>({ ...document, state: changed.state }, changes, this.options.tells));
    return true;
  }

  private async save(found: AggregateDocument<State>, changed: Changed<State>): Promise<boolean> {
    const { tells } = this.options;
    const { set, besides, changes, document } = updateOf(found, changed, this.state, this.options);
    const saved = isWhole(found, tells !== undefined)
      ? (await this.writes.update(found._id, found.version, set, besides)) && document
      : await this.saveAndAsk(found, { $set: set, ...besides });
    if (!saved) return false;
    const { outbox, unstated } = saved;
    const after = { ...document, outbox, ...(unstated && { unstated }) };
    this.read.set(changed.state, after);
    if (changed.events.length + changes.length > 0)
      this.publish(outboxAfter<State>({ ...after, state: changed.state }, changes, tells));
    return true;
  }

  /** Answers all that is to be published of it, also what others may have left. */
  private async saveAndAsk(
    { _id, version }: AggregateDocument<State>,
    update: object,
  ): Promise<Pick<AggregateDocument<State>, 'outbox' | 'unstated'> | undefined> {
    const saved = await this.documents.findOneAndUpdate({ _id, version }, update, {
      returnDocument: 'after',
      projection: { outbox: 1, unstated: 1 },
      ignoreUndefined: true,
    });
    return saved ?? undefined;
  }

  private publish(outbox: Outbox): void {
    if (outbox.events.length > 0 || outbox.states) this.persistence.relay.publishSoon(this, outbox);
  }
}

function stateOf<State>(found: AggregateDocument<State> | undefined): State {
  if (!found) throw new Error('A command that creates cannot change nothing.');
  return found.state;
}
