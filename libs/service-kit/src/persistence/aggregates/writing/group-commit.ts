import { randomBytes } from 'node:crypto';
import { type mongo } from 'mongoose';
import { Coalescer } from '#lib/messaging';
import { inDatabase } from '../../database/database-spans.js';
import { inTime } from '../../database/in-time.js';
import { isDuplicateKey } from '../../duplicate-key.js';
import { type AggregateDocument } from '../aggregate-document.js';

/** A write that waits for others, and what became of it. */
interface Write {
  isDone?: boolean;
  failure?: unknown;
}

interface Insert<State> extends Write {
  document: AggregateDocument<State>;
}

interface Update extends Write {
  id: string;
  /** The version that it changes. */
  version: number;
  mark: string;
  set: object;
  besides: object;
}

const gathering = { waitMs: 0, maxItems: 200 };
const unordered = { ordered: false, ignoreUndefined: true } as const;

/**
 * Writes aggregates of one collection, each guarded by its version. What comes while another write is under way is written together:
 * alone, a write costs seven times as much. Each caller hears what became of its own.
 */
export class GroupCommit<State> {
  private readonly inserts = new Coalescer<Insert<State>>((items) => this.insertAll(items), gathering);
  private readonly updates = new Coalescer<Update>((items) => this.updateAll(items), gathering);

  constructor(private readonly documents: () => mongo.Collection<AggregateDocument<State>>) {}

  /** Answers whether it was written; false: its id, or another unique value, is taken. */
  async insert(document: AggregateDocument<State>): Promise<boolean> {
    const insert: Insert<State> = { document };
    await inDatabase('insert', this.documents(), () => this.inserts.add(insert));
    if (insert.failure === undefined) return true;
    if (isDuplicateKey(insert.failure)) return false;
    throw insert.failure as Error;
  }

  /** Answers whether it was written; false: the aggregate has another version by now, or is gone. */
  async update(id: string, version: number, set: object, besides: object): Promise<boolean> {
    const update: Update = { id, version, mark: randomBytes(9).toString('base64url'), set, besides };
    await inDatabase('update', this.documents(), () => this.updates.add(update));
    if (update.failure !== undefined) throw update.failure as Error;
    return update.isDone ?? false;
  }

  private async insertAll(inserts: Insert<State>[]): Promise<void> {
    const documents = inserts.map(({ document }) => document);
    const [first] = documents;
    try {
      if (first && documents.length === 1) await inTime(this.documents().insertOne(first, unordered));
      else await inTime(this.documents().insertMany(documents, unordered));
    } catch (error) {
      for (const [insert, failure] of failuresOf(error, inserts)) insert.failure = failure;
    }
  }

  private async updateAll(updates: Update[]): Promise<void> {
    const matched = await this.writeAll(updates);
    const tried = updates.filter(({ failure }) => failure === undefined);
    const isOne = updates.length === 1;
    const written = matched === tried.length ? tried : isOne ? [] : await this.writtenOf(tried);
    for (const update of written) update.isDone = true;
  }

  /** Answers how many found what they change. Of several, only the documents tell which. */
  private async writeAll(updates: Update[]): Promise<number> {
    const operations = updates.map(({ id, version, set, besides }) => ({
      filter: { _id: id, version },
      update: { ...besides, $set: set },
    }));
    const [first] = operations;
    try {
      if (first && operations.length === 1)
        return (await inTime(this.documents().updateOne(first.filter, first.update, unordered))).matchedCount;
      for (const [index, { update }] of operations.entries())
        update.$set = { ...update.$set, mark: updates[index]?.mark };
      const all = operations.map((updateOne) => ({ updateOne }));
      return (await inTime(this.documents().bulkWrite(all, unordered))).matchedCount;
    } catch (error) {
      for (const [update, failure] of failuresOf(error, updates)) update.failure = failure;
      return (error as Partial<mongo.MongoBulkWriteError>).matchedCount ?? 0;
    }
  }

  /** One that somebody else has changed since is not among them: its command is decided again, on what it has done. */
  private async writtenOf(updates: Update[]): Promise<Update[]> {
    const ids = updates.map(({ id }) => id);
    const latest = { readConcern: { level: 'local' }, projection: { mark: 1 } } as const;
    const finding = this.documents().find({ _id: { $in: ids } } as object, latest);
    const found = await inTime(finding.toArray());
    const marks = new Set(found.map(({ mark }) => mark));
    return updates.filter(({ mark }) => marks.has(mark));
  }
}

/** The writes of a group that failed, by an error of the whole group; throws it if it says nothing of them, or the others may be lost yet. */
function failuresOf<Written extends Write>(error: unknown, writes: Written[]): [Written, unknown][] {
  const { writeErrors, result } = error as {
    writeErrors?: { index: number } | { index: number }[];
    result?: Partial<mongo.BulkWriteResult>;
  };
  if (result?.getWriteConcernError?.()) throw error;
  const [first] = writes;
  if (writes.length === 1 && first) return [[first, error]];
  const failures = writeErrors === undefined ? [] : [writeErrors].flat();
  if (failures.length === 0) throw error;
  return failures.flatMap((failure) => {
    const written = writes[failure.index];
    return written ? [[written, isDuplicateKey(failure) ? failure : error] as [Written, unknown]] : [];
  });
}
