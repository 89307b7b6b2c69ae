import mongoose from 'mongoose';
import { type Published } from './published.ts';

/** An aggregate of which the topics know more than the database. */
export interface Behind {
  id: string;
  /** Absent: the database does not have it. */
  collection?: string;
  /** Events that the database knows of, and the topics. */
  has: number;
  told: number;
  /** What is public of it, by key; null: it was deleted. */
  states: Record<string, unknown>;
}

interface Stored {
  _id: string;
  sequence: number;
  /** Read as a number. */
  version: number | mongoose.mongo.Int32;
}

const PAGE = 500;

/**
 * Finds the aggregates of a service of which its topics know more than its database, as after a restore. With `lift` their counts go on after
 * what was told: what they tell from then on is newer for everybody, and the service tells their state anew when it starts.
 */
export async function compare(
  database: mongoose.mongo.Db,
  published: ReadonlyMap<string, Published>,
  { lift }: { lift: boolean },
): Promise<Behind[]> {
  const behind: Behind[] = [];
  const missing = new Set(published.keys());
  for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray()) {
    const collection = database.collection<Stored & mongoose.mongo.BSON.Document>(name);
    if (!(await collection.findOne({ outbox: { $exists: true } }, { projection: { _id: 1 } }))) continue;
    for (const ids of pagesOf([...missing])) {
      const projection = { sequence: 1, version: 1 };
      for (const stored of await collection.find({ _id: { $in: ids } }, { projection }).toArray()) {
        missing.delete(stored._id);
        const told = published.get(stored._id)!;
        if (stored.sequence >= told.sequence && Number(stored.version) >= told.version) continue;
        behind.push({ ...behindOf(stored._id, stored.sequence, told), collection: name });
        if (lift) await liftAbove(collection, stored, told);
      }
    }
  }
  for (const id of missing) {
    const told = published.get(id)!;
    const isGone = [...told.states.values()].every((state) => state === null);
    if (!isGone) behind.push(behindOf(id, 0, told));
  }
  return behind;
}

/**
 * A version that is an int is one that the service has not told of: it does so when it starts, see `docs/adr/0064-state-topics.md`. Where the
 * service has changed it meanwhile, it is looked at the next time.
 */
async function liftAbove(
  collection: mongoose.mongo.Collection<Stored & mongoose.mongo.BSON.Document>,
  { _id, sequence, version }: Stored,
  told: Published,
): Promise<void> {
  const above = {
    sequence: Math.max(sequence, told.sequence),
    version: new mongoose.mongo.Int32(Math.max(Number(version), told.version) + 1),
  };
  await collection.updateOne({ _id, version }, { $set: above });
}

function behindOf(id: string, has: number, { sequence, states }: Published): Behind {
  return { id, has, told: sequence, states: Object.fromEntries(states) };
}

function* pagesOf(ids: string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += PAGE) yield ids.slice(at, at + PAGE);
}
