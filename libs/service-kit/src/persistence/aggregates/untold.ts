import { type mongo } from 'mongoose';
import { type AggregateDocument } from './aggregate-document.js';
import { listAt } from './outbox-updates.js';
import { type ToldState } from './told-state.js';
import { stateChanges } from './told-states.js';

interface Page {
  /** The last id of the page before. */
  after: string | undefined;
  limit: number;
}

/**
 * Notes down all that aggregates tell which were written by a version of the service that told nothing of them: the relay publishes it as
 * if it had just changed. Another time it finds none of them. Answers the last id, while there may be more.
 */
export async function noteUntold<State>(
  documents: mongo.Collection<AggregateDocument<State>>,
  tells: (state: State) => ToldState[],
  { after, limit }: Page,
  now: Date,
): Promise<string | undefined> {
  const untold = { $expr: { $ne: ['$stated', '$version'] }, ...(after !== undefined && { _id: { $gt: after } }) };
  const found = await documents
    .find(untold as object, { projection: { version: 1, state: 1 } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  const operations = found.map(({ _id, version, state }) => {
    const changes = stateChanges([], tells(state), version);
    const pending = {
      unstated: { $concatArrays: [listAt('unstated'), changes] },
      pending: true,
      pendingSince: { $min: ['$pendingSince', now] },
    };
    const update = [{ $set: { stated: version, ...(changes.length > 0 && pending) } }];
    return { updateOne: { filter: { _id, version, stated: { $ne: version } }, update } };
  });
  if (operations.length > 0) {
    await documents.bulkWrite(operations as object as mongo.AnyBulkWriteOperation<AggregateDocument<State>>[], {
      ordered: false,
    });
  }
  return found.length < limit ? undefined : found.at(-1)?._id;
}
