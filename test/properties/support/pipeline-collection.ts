import mingo from 'mingo';
import { copy } from './scheduled-database.js';

type Document = Record<string, unknown> & { _id: string };
type Update = Record<string, Record<string, unknown>> | object[];
interface Order {
  sort?: Record<string, 1 | -1>;
}

/** Runs each command when its turn comes; rejects where whoever sends it is dead. */
export type Turn = <T>(work: () => T) => Promise<T>;

/**
 * A collection in memory that understands queries and updates as the server does, pipelines too: what repositories of aggregates use of the
 * driver. Each command is atomic.
 */
export class PipelineCollection {
  documents: Document[] = [];

  /** The collection as one process sees it. */
  as(turn: Turn): object {
    const matching = (filter: object, { sort }: Order = {}): Document[] => {
      const found = mingo.find<Document>(this.documents, filter);
      return (sort ? found.sort(sort) : found).all();
    };
    const update = (filter: object, changes: Update): void => {
      mingo.updateOne(this.documents, filter, changes as never, { cloneMode: 'deep' });
    };
    /** Answers how many it found. */
    const updateFirst = (filter: object, changes: Update): number => {
      const matched = matching(filter).length > 0 ? 1 : 0;
      update(filter, copy(withoutBytes(changes)));
      return matched;
    };
    const cursor = (found: () => Document[], limit?: number): object => ({
      sort: () => cursor(found, limit),
      hint: () => cursor(found, limit),
      limit: (most: number) => cursor(found, most),
      toArray: () => turn(() => copy(found().slice(0, limit))),
    });
    return {
      findOne: (filter: object, order?: Order) => turn(() => copy(matching(filter, order)[0] ?? null)),
      find: (filter: object) => cursor(() => matching(filter)),
      insertOne: (document: Document) =>
        turn(() => {
          if (matching({ _id: document._id }).length > 0) throw Object.assign(new Error('duplicate'), { code: 11000 });
          this.documents.push(copy({ ...document, remembered: undefined }));
        }),
      insertMany: (documents: Document[]) => turn(() => void this.documents.push(...copy(documents))),
      findOneAndUpdate: (filter: object, changes: Update, order?: Order) =>
        turn(() => {
          const [found] = matching(filter, order);
          if (!found) return null;
          update({ _id: found._id }, copy(withoutBytes(changes)));
          return copy(matching({ _id: found._id })[0] ?? null);
        }),
      updateOne: (filter: object, changes: Update) => turn(() => ({ matchedCount: updateFirst(filter, changes) })),
      updateMany: (filter: object, changes: Update) =>
        turn(() => void mingo.updateMany(this.documents, filter, copy(changes) as never)),
      bulkWrite: (operations: { updateOne: { filter: object; update: Update } }[]) =>
        turn(() => {
          const matched = operations.map(({ updateOne: one }) => updateFirst(one.filter, one.update));
          return { matchedCount: matched.reduce((sum, each) => sum + each, 0) };
        }),
    };
  }
}

/** Remembered commands are bytes, of which nothing is asked here. */
function withoutBytes(changes: Update): Update {
  if (Array.isArray(changes)) return changes;
  const { remembered: _, ...fields } = changes['$set'] ?? {};
  return { ...changes, $set: fields };
}
