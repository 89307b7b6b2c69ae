import { Schema, type IndexDefinition, type SchemaDefinition } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { currentContext, currentTraceparent, type StateChange, type StoredEvent } from '#lib/messaging';
import { systemIds } from '../../ids.js';
import { type RememberedCommands } from './remembered-commands.js';
import { untoldIndex } from './telling-version.js';
import { type ToldState } from './told-state.js';

/** How an aggregate is stored: its state, the version that guards it, the commands it applied, and its pending events. */
export interface AggregateDocument<State> extends RememberedCommands {
  _id: string;
  /** A long where the change was told of: see `telling-version.ts`. */
  version: number;
  /** How many events the aggregate has had. */
  sequence: number;
  state: State;
  outbox: StoredEvent[];
  /** Changes of what it tells that are to be published. These four are absent where it tells nothing. */
  unstated?: StateChange[];
  /** What is published once more at `restateAt`: an older state may have come after the last one. */
  restate?: string[];
  restateAt?: Date;
  /** The version at which its changes were noted down last; a version of the service that tells nothing does not. */
  stated?: number;
  /** Of the write that changed it last, where that was one of a group. */
  mark?: string;
  pending: boolean;
  pendingSince?: Date;
  lease?: string;
  leasedUntil?: Date;
}

export interface AggregateOptions<State = never> {
  /** The collection, such as `customers`. */
  collection: string;
  state: SchemaDefinition;
  /** Indexes on fields of the document, such as `{ 'state.domain': 1 }`. */
  indexes?: { fields: IndexDefinition; unique?: boolean }[];
  /** What of it everybody may know; absent: nothing. */
  tells?: (state: State) => ToldState[];
  /** Whether new states are copied from other documents, which may hold fields of a newer version: they are kept then. */
  isCopied?: boolean;
}

/** The schema of documents whose state has this schema. */
export function schemaOf(state: Schema, { indexes = [], tells }: AggregateOptions): Schema<AggregateDocument<unknown>> {
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
      unstated: [new Schema({ of: String, version: Number }, { _id: false, id: false })],
      restate: [String],
      restateAt: Date,
      stated: Number,
      mark: String,
      pending: Boolean,
      pendingSince: Date,
      lease: String,
      leasedUntil: Date,
    },
    { versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw', minimize: false },
  );
  schema.index({ pending: 1, pendingSince: 1 });
  if (tells) schema.index({ version: 1 }, untoldIndex);
  for (const { fields, unique } of indexes) schema.index(fields, unique ? { unique } : {});
  return schema as Schema<AggregateDocument<unknown>>;
}

/** Events as they are stored with the aggregate, numbered from its sequence. */
export function storedEvents(id: string, sequence: number, events: DomainEvent[], now: Date): StoredEvent[] {
  const context = currentContext();
  const traceparent = currentTraceparent();
  return events.map(({ contract, data }, index) => ({
    id: `${id}.${sequence + index + 1}`,
    type: contract.type,
    sequence: sequence + index + 1,
    time: now,
    data: data as Record<string, unknown>,
    correlationId: context?.correlationId ?? systemIds.random(),
    ...(context?.causationId && { causationId: context.causationId }),
    ...(context?.actor && { actor: context.actor }),
    ...(traceparent && { traceparent }),
  }));
}

/** The marks by which sweeps find an aggregate of which something is to be published. */
export function pendingFields(isPending: boolean, now: Date, before?: Date): object {
  return isPending ? { pending: true, pendingSince: before && before < now ? before : now } : { pending: false };
}
