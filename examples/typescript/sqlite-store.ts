import { DatabaseSync } from 'node:sqlite';
import { type ConsumerStore } from '@two-tier/events';

/**
 * Remembers what was handled in the database that the handlers write, in the same transaction: after a kill both are there, or
 * neither. One message at a time, as kafkajs gives them.
 */
export class SqliteStore implements ConsumerStore<DatabaseSync> {
  readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file, { timeout: 5_000 });
    this.database.exec(`
      create table if not exists handled_streams (stream text primary key, sequence integer not null);
      create table if not exists handled_events (id text primary key);
    `);
  }

  async transaction<Result>(work: (database: DatabaseSync) => Promise<Result>): Promise<Result> {
    this.database.exec('begin immediate');
    try {
      const result = await work(this.database);
      this.database.exec('commit');
      return result;
    } catch (error) {
      this.database.exec('rollback');
      throw error;
    }
  }

  advance(stream: string, sequence: number, database: DatabaseSync): Promise<boolean> {
    const statement = `insert into handled_streams values (?, ?)
      on conflict do update set sequence = excluded.sequence where handled_streams.sequence < excluded.sequence`;
    return Promise.resolve(database.prepare(statement).run(stream, sequence).changes === 1);
  }

  remember(id: string, database: DatabaseSync): Promise<boolean> {
    const statement = 'insert into handled_events values (?) on conflict do nothing';
    return Promise.resolve(database.prepare(statement).run(id).changes === 1);
  }
}
