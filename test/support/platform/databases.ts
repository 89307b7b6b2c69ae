import mongoose, { type Connection } from 'mongoose';
import { type TestPlatform } from './test-platform.js';

/** What a document of an aggregate holds until it has been published. */
export interface Published {
  outbox: unknown[];
  unstated?: unknown[];
}

export function isPublished({ outbox, unstated = [] }: Published): boolean {
  return outbox.length === 0 && unstated.length === 0;
}

/** Looks into the services' databases, where no API shows what a test has to know. */
export class Databases {
  private readonly connections = new Map<string, Promise<Connection>>();

  constructor(private readonly platform: TestPlatform) {}

  /** The documents of a collection that fit. */
  async all<T = Record<string, unknown>>(service: string, collection: string, filter: object = {}): Promise<T[]> {
    const connection = await this.of(service);
    return (await connection.collection(collection).find(filter).toArray()) as T[];
  }

  /** Changes documents into what a crash would have left. */
  async change(service: string, collection: string, filter: object, fields: object): Promise<void> {
    const connection = await this.of(service);
    await connection.collection(collection).updateMany(filter, { $set: fields });
  }

  async remove(service: string, collection: string, filter: object): Promise<void> {
    const connection = await this.of(service);
    await connection.collection(collection).deleteMany(filter);
  }

  /** How the database finds documents in the order of their ids. */
  async explain(service: string, collection: string, filter: object, limit: number): Promise<unknown> {
    const connection = await this.of(service);
    return connection.collection(collection).find(filter).sort({ _id: 1 }).limit(limit).explain('executionStats');
  }

  /** Puts many documents there at once, as they would have come one by one. */
  async insert(service: string, collection: string, documents: Record<string, unknown>[]): Promise<void> {
    const connection = await this.of(service);
    await connection.collection(collection).insertMany(documents);
  }

  async close(): Promise<void> {
    for (const connection of this.connections.values()) await (await connection).close();
  }

  private of(service: string): Promise<Connection> {
    const options = { dbName: this.platform.databaseName(service), serverSelectionTimeoutMS: 60_000 };
    const connection =
      this.connections.get(service) ?? mongoose.createConnection(this.platform.mongoUri, options).asPromise();
    this.connections.set(service, connection);
    return connection;
  }
}
