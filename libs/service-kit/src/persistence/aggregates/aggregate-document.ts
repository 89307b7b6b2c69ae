import { Schema, type IndexDefinition, type SchemaDefinition } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { currentContext, type StoredEvent } from '#lib/messaging';
import { systemIds } from '../../ids.js';
import { type RememberedCommands } from './remembered-commands.js';

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

/** The schema of documents whose state has this schema. */
export function schemaOf(state: Schema, { indexes = [] }: AggregateOptions): Schema<AggregateDocument<unknown>> {
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

/** Events as they are stored with the aggregate, numbered from its sequence. */
export function storedEvents(id: string, sequence: number, events: DomainEvent[], now: Date): StoredEvent[] {
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

/**
 * An aggregate without these events, which the broker has; marked as pending only if there are others. It is one update, so
 * that no write comes in between.
 */
export function withoutEvents(ids: string[]): object[] {
  const events = { $ifNull: ['$outbox', []] };
  const whilePending = (field: string): object => ({ $cond: ['$pending', `$${field}`, '$$REMOVE'] });
  return [
    { $set: { outbox: { $filter: { input: events, cond: { $not: [{ $in: ['$$this.id', ids] }] } } } } },
    { $set: { pending: { $gt: [{ $size: '$outbox' }, 0] } } },
    {
      $set: {
        pendingSince: whilePending('pendingSince'),
        leasedUntil: whilePending('leasedUntil'),
        lease: whilePending('lease'),
      },
    },
  ];
}

/** The marks by which sweeps find an aggregate with events. */
export function pendingFields(outbox: StoredEvent[], since: Date): object {
  return outbox.length > 0 ? { pending: true, pendingSince: since } : { pending: false };
}
