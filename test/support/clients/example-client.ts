import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { type Client } from '../../../tools/test/clients.js';
import { type TestPlatform } from '../platform/test-platform.js';

/** A customer as an example keeps it. */
export interface KeptCustomer {
  customerId: string;
  companyName: string;
  domain: string;
}

/** How the examples are run in the languages that this machine has. */
export function exampleClients(): Client[] {
  const { TEST_CLIENTS } = process.env;
  if (!TEST_CLIENTS) throw new Error('TEST_CLIENTS is not set: run these tests by "npm run test:clients".');
  return JSON.parse(TEST_CLIENTS) as Client[];
}

/** Runs the sender of an example to its end. */
export async function sendByExample(
  { send: [program = '', ...args] }: Client,
  platform: TestPlatform,
  source: string,
  domain: string,
): Promise<{ exitCode: number | null; output: string }> {
  const env = { ...environmentOf(platform), COMMAND_SOURCE: source };
  const child = spawn(program, [...args, domain], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { exitCode: child.exitCode, output: output.trim() };
}

/** The consumer of an example, which keeps a copy of all customers in a file of its own. */
export class ExampleConsumer {
  private readonly file: string;
  private readonly environment: NodeJS.ProcessEnv;
  private child?: ChildProcess;
  private reading?: DatabaseSync;

  constructor(
    private readonly client: Client,
    platform: TestPlatform,
    name: string,
  ) {
    const copy = `${client.language}-${name}`.toLowerCase();
    this.file = join(platform.dataDir, `${copy}.db`);
    this.environment = { ...environmentOf(platform), DATABASE: this.file, GROUP: copy };
  }

  start(): void {
    const [program = '', ...args] = this.client.consume;
    this.child = spawn(program, args, { env: this.environment, stdio: ['ignore', 'inherit', 'inherit'] });
  }

  /** Ends it, and answers how it ended. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    const child = this.child;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode ?? child.signalCode;
  }

  /** How many events of customers it has taken. */
  taken(): number {
    const tables = this.rows<{ name: string }>("select name from sqlite_master where name like '%s'");
    const table = ['sequences', 'handled_streams'].find((known) => tables.some(({ name }) => name === known));
    return table ? Number(this.rows<{ taken: number }>(`select sum(sequence) taken from ${table}`)[0]?.taken ?? 0) : 0;
  }

  /** The customers that have a relationship with a partner. */
  customersOf(partnerId: string): KeptCustomer[] {
    return this.rows<KeptCustomer>(
      `select customer_id customerId, company_name companyName, domain from customers
       where customer_id in (select customer_id from relationships where partner_id = ?) order by customer_id`,
      partnerId,
    );
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    this.reading?.close();
  }

  private rows<Row>(query: string, ...values: string[]): Row[] {
    if (!existsSync(this.file)) return [];
    this.reading ??= new DatabaseSync(this.file, { timeout: 10_000 });
    return this.reading
      .prepare(query)
      .all(...values)
      .map((row) => ({ ...row })) as Row[];
  }
}

function environmentOf({ kafkaBrokers, prefix }: TestPlatform): NodeJS.ProcessEnv {
  return { ...process.env, KAFKA_BROKERS: kafkaBrokers, TOPIC_PREFIX: prefix };
}
