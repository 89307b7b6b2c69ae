import { type Outbox } from '#lib/messaging';
import { contendedIn } from './told-states.js';

// Updates with pipelines: each is one step, so that nothing comes in between.

/** A state is sent within a minute, and taken or given up within the next two. */
const AGAIN_AFTER_MS = 5 * 60_000;

/** When what is published again has long been sent by whoever else was about to. */
export function again(now: Date): Date {
  return new Date(now.getTime() + AGAIN_AFTER_MS);
}

export const listAt = (field: string): object => ({ $ifNull: [`$${field}`, []] });
const hasAny = (field: string): object => ({ $gt: [{ $size: listAt(field) }, 0] });
const keptIf = (condition: unknown, value: unknown): object => ({ $cond: [condition, value, '$$REMOVE'] });

/**
 * Takes an aggregate for a sweep. Whoever else is publishing its states may be later with older ones: before anything is sent, it is
 * noted down that they have to be published again.
 *
 * @param again when that is: an aggregate of which nothing else is pending is left alone until then
 */
export function leasedBy(lease: string, leaseUntil: Date, again: Date): object[] {
  const changed = { $map: { input: listAt('unstated'), in: '$$this.of' } };
  return [
    { $set: { lease, leasedUntil: leaseUntil, restate: { $setUnion: [listAt('restate'), changed] } } },
    {
      $set: {
        restateAt: keptIf(hasAny('restate'), again),
        pendingSince: { $cond: [{ $or: [hasAny('outbox'), hasAny('unstated')] }, '$pendingSince', again] },
      },
    },
  ];
}

/**
 * An aggregate without what the broker has; marked as pending only if there is anything else.
 *
 * @param again when states are published again that somebody else may still be publishing as they were before
 */
export function withoutPublished(published: Outbox, again: Date): object[] {
  return [
    { $set: { ...withoutEvents(published), ...withoutChanges(published, again) } },
    { $set: { pending: { $or: [hasAny('outbox'), hasAny('unstated'), hasAny('restate')] } } },
    {
      $set: {
        restateAt: keptIf(hasAny('restate'), '$restateAt'),
        pendingSince: keptIf('$pending', {
          $cond: [{ $or: [hasAny('outbox'), hasAny('unstated')] }, '$pendingSince', '$restateAt'],
        }),
        leasedUntil: keptIf('$pending', '$leasedUntil'),
        lease: keptIf('$pending', '$lease'),
      },
    },
  ];
}

function withoutEvents({ events }: Outbox): object {
  const ids = events.map(({ id }) => id);
  return { outbox: { $filter: { input: listAt('outbox'), cond: { $not: [{ $in: ['$$this.id', ids] }] } } } };
}

function withoutChanges({ states }: Outbox, again: Date): object {
  if (!states) return {};
  const published = [...new Set(states.changes.map(({ of }) => of))];
  const isPublished = { $and: [{ $in: ['$$this.of', published] }, { $lte: ['$$this.version', states.version] }] };
  const unstated = { $filter: { input: listAt('unstated'), cond: { $not: [isPublished] } } };
  const contended = contendedIn(states);
  if (contended.length > 0) {
    return { unstated, restate: { $setUnion: [listAt('restate'), contended] }, restateAt: again };
  }
  if (!states.again?.isOnly) return { unstated };
  // Nothing has happened since it was taken for the last time: what was sent then is what comes last.
  const isSettled = { $and: [{ $eq: ['$version', states.version] }, { $eq: ['$restateAt', states.again.at] }] };
  return { unstated, restate: { $cond: [isSettled, [], listAt('restate')] } };
}
