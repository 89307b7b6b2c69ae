import { isDeepStrictEqual } from 'node:util';
import { type Outbox, type PendingStates, type PublicState, type StateChange } from '#lib/messaging';
import { type AggregateDocument } from './aggregate-document.js';
import { type ToldState } from './told-state.js';

/** What is told differently after a change, or no more, or anew. */
export function stateChanges(before: ToldState[], after: ToldState[], version: number): StateChange[] {
  const known = new Map(before.map((state) => [nameOf(state), state]));
  const changed = after.filter((state) => {
    const other = known.get(nameOf(state));
    known.delete(nameOf(state));
    return !other || (other.part !== state.part && !isDeepStrictEqual(other.tell(), state.tell()));
  });
  return [...changed.map(nameOf), ...known.keys()].map((of) => ({ of, version }));
}

type Tells<State> = (state: State) => ToldState[];

/** What of a document has been told: where an instance changed it last that tells nothing, all of it differently from what it is. */
export function toldBefore<State>(
  { version, stated, state }: Pick<AggregateDocument<State>, 'version' | 'stated' | 'state'>,
  tells: Tells<State>,
): ToldState[] {
  const states = tells(state);
  return stated === version ? states : states.map((one) => ({ ...one, part: unknown, tell: () => unknown }));
}

const unknown = { unknown: true };

/** What a change of an aggregate leaves to be published, in the document as it is after it. */
export function outboxAfter<State>(
  { _id, version, sequence, state, outbox, unstated = [] }: AggregateDocument<State>,
  changes: StateChange[],
  tells: Tells<State> = () => [],
): Outbox {
  const read = (told: StateChange[]): PublicState[] => tellStates(tells(state), told);
  const states: PendingStates = { version, sequence, changes, all: unstated, read };
  return { aggregateId: _id, events: outbox, ...(changes.length > 0 && { states }) };
}

/** All that is to be published of a document that a sweep took. */
export function outboxOf<State>(document: AggregateDocument<State>, tells?: Tells<State>): Outbox {
  const { version, outbox, unstated = [], restate = [], restateAt } = document;
  const { states, ...rest } = outboxAfter(document, [...unstated, ...restate.map((of) => ({ of, version }))], tells);
  if (!states || !restateAt) return rest;
  const again = { at: restateAt, isOnly: outbox.length === 0 && unstated.length === 0 };
  return { ...rest, states: { ...states, all: states.changes, again } };
}

function tellStates(states: ToldState[], changes: StateChange[]): PublicState[] {
  const known = new Map(states.map((state) => [nameOf(state), state]));
  return [...new Set(changes.map(({ of }) => of))].map((of) => {
    const slash = of.indexOf('/');
    const state = known.get(of);
    return { type: of.slice(0, slash), key: of.slice(slash + 1), ...(state && { data: state.tell() }) };
  });
}

function nameOf({ contract, key }: ToldState): string {
  return `${contract.type}/${key}`;
}

/** What somebody else may be publishing in an older state than this. */
export function contendedIn({ changes, all }: PendingStates): string[] {
  const own = new Set(changes.map(({ of, version }) => `${version} ${of}`));
  const published = new Set(changes.map(({ of }) => of));
  const others = all.filter(({ of, version }) => published.has(of) && !own.has(`${version} ${of}`));
  return [...new Set(others.map(({ of }) => of))];
}
