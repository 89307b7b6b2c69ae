import fc from 'fast-check';
import { OutboxRelay, type EventProducer, type Outbox, type OutboxStore, type StoredEvent } from '#lib/messaging';
import { databaseOptions } from '../../libs/service-kit/src/persistence/database/database-options.js';

interface Document {
  sequence: number;
  events: StoredEvent[];
}

/** One aggregate on a replica set: its primary has what a majority does not have yet, and loses that when it fails. */
class ReplicaSet implements OutboxStore {
  readonly name = 'loans';
  /** Every event that a majority has had, by its id. */
  readonly history = new Map<string, unknown>();
  private primary: Document = { sequence: 0, events: [] };
  private majority = this.primary;
  private waiting: { succeed: () => void; fail: (error: Error) => void }[] = [];
  private written = 0;

  constructor(private readonly run: <T>(work: () => T) => Promise<T>) {}

  replicate(): void {
    this.majority = this.primary;
    for (const { id, data } of this.majority.events) this.history.set(id, data);
    for (const { succeed } of this.waiting.splice(0)) succeed();
  }

  failOver(): void {
    this.primary = this.majority;
    for (const { fail } of this.waiting.splice(0)) fail(new Error('The primary stepped down.'));
  }

  /** A command: answers the outbox once a majority has it. */
  async happen(): Promise<Outbox> {
    const { outbox, acknowledged } = await this.run(() => {
      const sequence = this.primary.sequence + 1;
      const event = { id: `loan.${sequence}`, type: 'io.example.v1', sequence, data: { written: ++this.written } };
      const stored = { ...event, time: new Date(0), correlationId: 'c' };
      this.primary = { sequence, events: [...this.primary.events, stored] };
      return { outbox: { aggregateId: 'loan', events: this.primary.events }, acknowledged: this.acknowledged() };
    });
    await acknowledged;
    return outbox;
  }

  async leasePending(): Promise<Outbox[]> {
    const outbox = await this.run(() => ({ aggregateId: 'loan', events: this.readable().events }));
    return outbox.events.length > 0 ? [outbox] : [];
  }

  holdBack(): Promise<void> {
    return Promise.resolve();
  }

  async removePublished(published: Outbox[]): Promise<void> {
    const ids = new Set(published.flatMap(({ events }) => events.map(({ id }) => id)));
    const { acknowledged } = await this.run(() => {
      const { sequence, events } = this.primary;
      this.primary = { sequence, events: events.filter(({ id }) => !ids.has(id)) };
      return { acknowledged: this.acknowledged() };
    });
    await acknowledged;
  }

  oldestPending(): Promise<Date | undefined> {
    return Promise.resolve(undefined);
  }

  countPending(): Promise<number> {
    return Promise.resolve(0);
  }

  /** As the services' connections are set up to read. */
  private readable(): Document {
    return databaseOptions.readConcernLevel === 'majority' ? this.majority : this.primary;
  }

  private acknowledged(): Promise<void> {
    return new Promise((succeed, fail) => this.waiting.push({ succeed, fail }));
  }
}

const step = fc.constantFrom(
  'write' as const,
  'write' as const,
  'sweep' as const,
  'replicate' as const,
  'fail over' as const,
);

beforeAll(() => {
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

it('[outbox] wherever the primary of a replica set fails, nothing is published that is rolled back', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { minLength: 2, maxLength: 10 }), async (scheduler, steps) => {
      const run = scheduler.scheduleFunction((work: () => unknown) => Promise.resolve(work())) as <T>(
        work: () => T,
      ) => Promise<T>;
      const database = new ReplicaSet(run);
      const published = new Map<string, unknown>();
      const send = (_topic: string, records: { headers: Record<string, string>; value: string }[]): Promise<void> =>
        run(() => {
          for (const { headers, value } of records) {
            const id = headers['ce_id'] as string;
            // The same event may come twice, never another one by its id.
            expect(published.get(id) ?? JSON.parse(value)).toEqual(JSON.parse(value));
            published.set(id, JSON.parse(value));
          }
        });
      const options = { service: 'loans', topicPrefix: 't', publicUrl: 'https://loans.example' } as never;
      const producer = { available: true, refuses: () => false, send } as unknown as EventProducer;
      const relay = new OutboxRelay(options, { now: () => new Date(0) }, producer);
      relay.register(database);

      const playing = steps.map(async (kind): Promise<void> => {
        if (kind === 'write') relay.publishSoon(database, await database.happen());
        else if (kind === 'sweep') await relay['sweep']();
        else await run(() => (kind === 'replicate' ? database.replicate() : database.failOver()));
      });
      let isOver = false;
      void Promise.allSettled(playing).then(() => (isOver = true));
      while (!isOver) {
        await scheduler.waitIdle();
        database.replicate();
        await new Promise((resolve) => setImmediate(resolve));
      }
      for (const [id, data] of published) expect(data).toEqual(database.history.get(id));
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 20_000 },
  ));
