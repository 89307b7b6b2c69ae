import mongoose, { type Connection } from 'mongoose';
import { type TestPlatform } from './test-platform.js';

export interface Examined {
  totalKeysExamined: number;
  totalDocsExamined: number;
}

const INSERTED_AT_ONCE = 5_000;

/** Looks into the services' databases, where no API shows what a test has to know. */
export class Databases {
  private readonly connections = new Map<string, Promise<Connection>>();

  constructor(private readonly platform: TestPlatform) {}

  /** All documents of a collection. */
  async all<T = Record<string, unknown>>(service: string, collection: string): Promise<T[]> {
    const connection = await this.of(service);
    return (await connection.collection(collection).find().toArray()) as T[];
  }

  /** Changes documents into what a crash would have left. */
  async change(service: string, collection: string, filter: object, fields: object): Promise<void> {
    const connection = await this.of(service);
    await connection.collection(collection).updateMany(filter, { $set: fields });
  }

  /** Adds documents, many at once, that would take too long to be made through the API. */
  async insert(service: string, collection: string, documents: object[]): Promise<void> {
    const connection = await this.of(service);
    for (let from = 0; from < documents.length; from += INSERTED_AT_ONCE) {
      const some = documents.slice(from, from + INSERTED_AT_ONCE);
      await connection.collection(collection).insertMany(some, { ordered: false });
    }
  }

  async remove(service: string, collection: string, filter: object): Promise<void> {
    const connection = await this.of(service);
    await connection.collection(collection).deleteMany(filter);
  }

  /** How many keys and documents the database looks at to find the first `limit` documents in the order of their ids. */
  async examined(service: string, collection: string, filter: object, limit: number): Promise<Examined> {
    const connection = await this.of(service);
    const cursor = connection.collection(collection).find(filter).sort({ _id: 1 }).limit(limit);
    return ((await cursor.explain('executionStats')) as { executionStats: Examined }).executionStats;
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
