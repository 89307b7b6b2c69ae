import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Failure } from '../../process/program.ts';

/** What became of a command: the customer that it has created, or why it was refused. */
export interface Outcome {
  customerId?: string;
  code?: number;
  description?: string;
  /** Whom the source speaks for; absent where it speaks for nobody. */
  partnerId?: string;
}

export interface KnownCustomer {
  customerId: string;
  partnerIds: string[];
}

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma locking_mode = exclusive;
  create table if not exists position (partition integer primary key, position text not null) strict;
  create table if not exists outcome (
    id text primary key, customerId text, code integer, description text, partnerId text
  ) strict, without rowid;
  create table if not exists customer (
    domain text primary key, customerId text not null, partnerIds text not null
  ) strict, without rowid;
  create temp table line (domain text primary key, number integer not null) strict, without rowid;
`;
/** What SQLite answers while another process has the file. */
const BUSY = 5;

/**
 * What the events say of the commands of one source, with the positions up to which they were read, in a file of SQLite: so a repeat
 * reads on from there, and no file of any length has to fit into memory. It can be deleted: then all events are read again.
 */
export class Outcomes {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws Failure while another import uses the file */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(file);
    try {
      this.#database.exec(SCHEMA);
      this.#database.exec('begin immediate; commit');
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY) throw error;
      throw new Failure(`Another import of this source runs here: it uses ${file}. Wait for its end.`);
    }
  }

  close(): void {
    this.#database.close();
  }

  /** Does all of it, or nothing. */
  together(work: () => void): void {
    this.#database.exec('begin');
    try {
      work();
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  /** From where a partition has to be read. */
  position(partition: number): string {
    const found = this.#row('select position from position where partition = ?', partition);
    return (found?.['position'] as string | undefined) ?? '0';
  }

  setPosition(partition: number, position: string): void {
    this.#run('insert or replace into position values (?, ?)', partition, position);
  }

  /** Forgets what was read: the events that it was read from are not there any more. */
  clear(): void {
    this.#database.exec('delete from position; delete from outcome; delete from customer');
  }

  /** A refusal is not the last word where the command was read after all. */
  add(id: string, { customerId, code, description, partnerId }: Outcome): void {
    this.#run(
      `insert into outcome values (?, ?, ?, ?, ?) on conflict (id) do update set
         customerId = excluded.customerId, code = excluded.code, description = excluded.description,
         partnerId = excluded.partnerId where outcome.customerId is null`,
      id,
      customerId ?? null,
      code ?? null,
      description ?? null,
      partnerId ?? null,
    );
  }

  find(id: string): Outcome | undefined {
    const found = this.#row('select * from outcome where id = ?', id);
    return found && Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
  }

  addCustomer(domain: string, { customerId, partnerIds }: KnownCustomer): void {
    this.#run('insert or replace into customer values (?, ?, ?)', domain, customerId, partnerIds.join(' '));
  }

  removeCustomer(domain: string, customerId: string): void {
    this.#run('delete from customer where domain = ? and customerId = ?', domain, customerId);
  }

  customer(domain: string): KnownCustomer | undefined {
    const found = this.#row('select * from customer where domain = ?', domain);
    return found && { customerId: String(found['customerId']), partnerIds: String(found['partnerIds']).split(' ') };
  }

  /** The line of this run that had the domain first. */
  lineOf(domain: string, number: number): number {
    this.#run('insert or ignore into line values (?, ?)', domain, number);
    return Number(this.#row('select number from line where domain = ?', domain)?.['number']);
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepared(sql).run(...values);
  }

  #row(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#prepared(sql).get(...values);
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
