import { type mongo } from 'mongoose';
import { type AggregateDocument } from './aggregate-document.js';
import { listAt } from './outbox-updates.js';
import { isUntold, untoldIndex, versionThatTells } from './telling-version.js';
import { type ToldState } from './told-state.js';
import { stateChanges, toldBefore } from './told-states.js';

/**
 * Notes down all that up to `limit` aggregates tell which were written by a version of the service that told nothing of them: the relay
 * publishes it as if it had just changed. Another time it finds none of them. Answers whether there may be more.
 */
export async function noteUntold<State>(
  documents: mongo.Collection<AggregateDocument<State>>,
  tells: (state: State) => ToldState[],
  limit: number,
  now: Date,
): Promise<boolean> {
  // Not every server chooses the index of a type by itself.
  const options = { hint: untoldIndex.name, projection: { version: 1, stated: 1, state: 1 } };
  const found = await documents
    .find<AggregateDocument<State>>({ version: isUntold } as object, options)
    .limit(limit)
    .toArray();
  const operations = found.map((document) => {
    const { _id, version, state } = document;
    const changes = stateChanges(toldBefore(document, tells), tells(state), version);
    const pending = {
      unstated: { $concatArrays: [listAt('unstated'), changes] },
      pending: true,
      pendingSince: { $min: ['$pendingSince', now] },
    };
    const told = { version: versionThatTells(version), stated: version };
    return {
      updateOne: { filter: { _id, version }, update: [{ $set: { ...told, ...(changes.length > 0 && pending) } }] },
    };
  });
  if (operations.length > 0) {
    await documents.bulkWrite(operations as object as mongo.AnyBulkWriteOperation<AggregateDocument<State>>[], {
      ordered: false,
    });
  }
  return found.length === limit;
}
