import { type Model, type mongo } from 'mongoose';

/** What of a model is needed to find its collection. */
type Modelled = Pick<Model<unknown>, 'db' | 'collection'>;

/**
 * A model's collection as the driver has it: plain objects in and out. Nothing is cast: whoever writes has looked at what it
 * writes.
 */
export function nativeCollection<Stored extends mongo.Document>({
  db,
  collection,
}: Modelled): mongo.Collection<Stored> {
  if (!db.db) throw new Error('The database is not connected.');
  return db.db.collection<Stored>(collection.name);
}
