import { type Schema } from 'mongoose';
import { type StateChange, type StoredEvent } from '#lib/messaging';
import { pendingFields, type AggregateDocument, type AggregateOptions } from '../aggregate-document.js';
import { rememberedAfter, type CommandId } from '../remembered-commands.js';
import { stateUpdate, storedState } from './stored-state.js';
import { versionThatTells } from '../telling-version.js';
import { stateChanges, toldBefore } from '../told-states.js';

/** What a command has made of an aggregate. */
export interface Changed<State> {
  commandId: CommandId;
  state: State;
  events: StoredEvent[];
  now: Date;
}

/** A write, what of the public states it changes, and the document as it is after it, but for what others have published meanwhile. */
interface Written<State> {
  changes: StateChange[];
  document: AggregateDocument<State>;
}

type Kind<State> = Pick<AggregateOptions<State>, 'tells' | 'isCopied'>;

/** The document of an aggregate that begins. */
export function firstDocument<State extends object>(
  id: string,
  { commandId, state, events, now }: Changed<State>,
  schema: Schema,
  { tells, isCopied }: Kind<State>,
): Written<State> & { stored: AggregateDocument<State> } {
  const changes = tells ? stateChanges([], tells(state), 1) : [];
  const document = {
    _id: id,
    version: 1,
    sequence: events.length,
    state: storedState(schema, state, isCopied ? state : undefined),
    ...rememberedAfter({ commands: [] }, commandId, now),
    commands: [],
    outbox: events,
    ...(tells && { unstated: changes, restate: [], stated: 1 }),
    ...pendingFields(events.length + changes.length > 0, now),
  };
  const stored = { ...document, ...(tells && { version: versionThatTells(1) }) };
  return { changes, document: document as never, stored: stored as never };
}

/** The update of an aggregate that was loaded: fields to set, and what else it does. */
export function updateOf<State extends object>(
  found: AggregateDocument<State>,
  { commandId, state, events, now }: Changed<State>,
  schema: Schema,
  { tells }: Kind<State>,
): Written<State> & { set: object; besides: object } {
  const version = found.version + 1;
  const stored = storedState(schema, state, found.state);
  const { $set, $unset } = stateUpdate(found.state as Record<string, unknown>, stored);
  const remembered = rememberedAfter(found, commandId, now);
  const changes = tells ? stateChanges(toldBefore(found, tells), tells(state), version) : [];
  const changed = {
    version,
    sequence: found.sequence + events.length,
    ...remembered,
    ...(tells && { stated: version }),
    ...(events.length + changes.length > 0 && pendingFields(true, now, found.pendingSince)),
  };
  const pushed = {
    ...(events.length > 0 && { outbox: { $each: events } }),
    ...(changes.length > 0 && { unstated: { $each: changes } }),
  };
  return {
    changes,
    set: { ...$set, ...changed, ...(tells && { version: versionThatTells(version) }) },
    besides: {
      ...(Object.keys($unset).length > 0 && { $unset }),
      ...(Object.keys(pushed).length > 0 && { $push: pushed }),
    },
    document: {
      ...found,
      ...changed,
      // As the driver would answer it.
      remembered: { buffer: remembered.remembered },
      state: stored as State,
      outbox: [...found.outbox, ...events],
      ...(tells && { unstated: [...(found.unstated ?? []), ...changes] }),
    },
  };
}

/**
 * Whether a change of it need not be answered what else is to be published of it: that is what was read, or less, which the relay knows. What
 * a sweep has taken, or an instance changed that tells nothing, may be more.
 */
export function isWhole({ version, stated, restate = [], lease }: AggregateDocument<unknown>, tells: boolean): boolean {
  return restate.length === 0 && lease === undefined && (!tells || stated === version);
}
