import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Message } from 'kafkajs';
import { PublishingRefusedError } from '../broker/broker-refusal.js';
import { type EventProducer } from './event-producer.js';
import { type MessagingOptions } from '../messaging-options.js';
import { OutboxRelay } from './outbox-relay.js';
import { type Outbox, type OutboxStore, type StoredEvent } from '../envelope/stored-event.js';

/** A broker that acknowledges at once, or refuses, or leaves the producer waiting. */
class Broker {
  readonly published: { topic: string; id: string; key: unknown }[] = [];
  available = true;
  isRefused = false;
  answer: (aggregateId: unknown) => Promise<void> = () => Promise.resolve();

  send(topic: string, messages: Message[]): Promise<void> {
    for (const { key, headers } of messages) this.published.push({ topic, id: String(headers?.['ce_id']), key });
    return this.answer(messages[0]?.key);
  }

  refuses(): boolean {
    return this.isRefused;
  }

  get ids(): string[] {
    return this.published.map(({ id }) => id);
  }
}

/** A collection of aggregates and their pending events, in memory. */
class Store implements OutboxStore {
  readonly name = 'customers';
  private readonly aggregates = new Map<string, { events: StoredEvent[]; since: Date; leasedUntil?: Date }>();
  /** Aggregates whose last event was removed, but not their mark: the database was killed between the two. */
  readonly marked = new Set<string>();
  /** How often somebody looked for what is pending. */
  looks = 0;

  /** Adds an event to an aggregate, and answers its whole outbox. */
  write(aggregateId: string, sequence: number): Outbox {
    const time = new Date();
    const aggregate = this.aggregates.get(aggregateId) ?? { events: [], since: time };
    const id = `${aggregateId}.${sequence}`;
    aggregate.events.push({ id, type: 'customer.created', sequence, time, data: {}, correlationId: 'c' });
    this.aggregates.set(aggregateId, aggregate);
    return { aggregateId, events: [...aggregate.events] };
  }

  get pending(): string[] {
    return [...this.aggregates.values()].flatMap(({ events }) => events.map(({ id }) => id));
  }

  readOutbox(aggregateId: string): Promise<Outbox> {
    return Promise.resolve({ aggregateId, events: [...(this.aggregates.get(aggregateId)?.events ?? [])] });
  }

  leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]> {
    this.looks++;
    const now = new Date();
    const free = [...this.aggregates].filter(
      ([id, { events, since, leasedUntil = since }]) =>
        (events.length > 0 || this.marked.has(id)) && since < pendingBefore && leasedUntil <= now,
    );
    const leased = free.slice(0, limit);
    for (const [, aggregate] of leased) aggregate.leasedUntil = leaseUntil;
    return Promise.resolve(leased.map(([aggregateId, { events }]) => ({ aggregateId, events: [...events] })));
  }

  holdBack(aggregateId: string, until: Date): Promise<void> {
    const aggregate = this.aggregates.get(aggregateId);
    if (aggregate) aggregate.leasedUntil = until;
    return Promise.resolve();
  }

  removePublished(published: Outbox[]): Promise<void> {
    for (const { aggregateId, events } of published) {
      this.marked.delete(aggregateId);
      const aggregate = this.aggregates.get(aggregateId);
      if (aggregate) aggregate.events = aggregate.events.filter(({ id }) => !events.some((event) => event.id === id));
    }
    return Promise.resolve();
  }

  countPending(): Promise<number> {
    return Promise.resolve([...this.aggregates.values()].filter(({ events }) => events.length > 0).length);
  }
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const away = (): Promise<void> => Promise.reject(new Error('no broker'));
let broker: Broker;
let store: Store;
let relay: OutboxRelay;

/** An instance of the service: each relays the events of the same store. */
function instance(): OutboxRelay {
  const options: MessagingOptions = {
    service: 'customers',
    topicPrefix: 'tt',
    brokers: [],
    partitions: 1,
    replicationFactor: 1,
    publicUrl: 'https://platform.example',
    sessionTimeoutSeconds: 10,
  };
  const created = new OutboxRelay(options, { now: () => new Date() }, broker as unknown as EventProducer);
  created.register(store);
  return created;
}

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-01T08:00:00Z') });
  broker = new Broker();
  store = new Store();
  relay = instance();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

it('[outbox] publishes the whole outbox in order, keyed by the aggregate, and then removes it', async () => {
  store.write('a', 1);
  relay.publishSoon(store, store.write('a', 2));
  await pass(10);
  expect(broker.published).toEqual(['a.1', 'a.2'].map((id) => ({ topic: 'tt.customers.events', id, key: 'a' })));
  expect(store.pending).toEqual([]);
});

it('[outbox] publishes each time that the aggregate changes', async () => {
  relay.publishSoon(store, store.write('a', 1));
  await pass(10);
  relay.publishSoon(store, store.write('a', 2));
  await pass(10);
  expect(broker.ids).toEqual(['a.1', 'a.2']);
});

it('[outbox] keeps events until the broker has acknowledged them', async () => {
  let acknowledge = (): void => undefined;
  broker.answer = () => new Promise((resolve) => (acknowledge = resolve));
  relay.publishSoon(store, store.write('a', 1));
  await pass(100);
  expect(store.pending).toEqual(['a.1']);
  acknowledge();
  await pass(10);
  expect(store.pending).toEqual([]);
});

it('[outbox] lets no event overtake: what comes while the aggregate is being published waits for it', async () => {
  let acknowledge = (): void => undefined;
  broker.answer = () => new Promise((resolve) => (acknowledge = resolve));
  relay.publishSoon(store, store.write('a', 1));
  relay.publishSoon(store, store.write('a', 2));
  relay.publishSoon(store, store.write('a', 3));
  await pass(100);
  expect(broker.ids).toEqual(['a.1']);
  acknowledge();
  await pass(10);
  expect(broker.ids).toEqual(['a.1', 'a.2', 'a.3']);
});

it('[outbox] does not let one aggregate hold up another', async () => {
  broker.answer = () => new Promise(() => undefined);
  relay.publishSoon(store, store.write('a', 1));
  broker.answer = () => Promise.resolve();
  relay.publishSoon(store, store.write('b', 1));
  await pass(10);
  expect(store.pending).toEqual(['a.1']);
});

it('[outbox] repeats what failed, in order and with what has come since', async () => {
  broker.answer = away;
  relay.publishSoon(store, store.write('a', 1));
  await pass(10);
  expect(store.pending).toEqual(['a.1']);
  store.write('a', 2);
  broker.answer = () => Promise.resolve();
  relay.start();
  await pass(7_000);
  expect(broker.ids).toEqual(['a.1', 'a.1', 'a.2']);
  expect(store.pending).toEqual([]);
});

it('[outbox] does not queue up behind a broker that is away', async () => {
  broker.available = false;
  relay.publishSoon(store, store.write('a', 1));
  await pass(1_000);
  expect(broker.ids).toEqual([]);
});

it('[ruling 4] sweeps what has been pending for over five seconds', async () => {
  store.write('a', 1);
  relay.start();
  await pass(5_000);
  expect(broker.ids).toEqual([]);
  await pass(1_000);
  expect(broker.ids).toEqual(['a.1']);
});

it('[ruling 4] leaves what one instance sweeps to it, for the ten seconds of its lease', async () => {
  store.write('a', 1);
  broker.answer = () => new Promise(() => undefined);
  relay.start();
  instance().start();
  await pass(15_000);
  expect(broker.ids).toEqual(['a.1']);
  await pass(1_000);
  expect(broker.ids).toEqual(['a.1', 'a.1']);
});

it('[ruling 4] goes on sweeping after a sweep that failed', async () => {
  store.write('a', 1);
  broker.answer = away;
  relay.start();
  await pass(6_000);
  broker.answer = () => Promise.resolve();
  await pass(11_000);
  expect(broker.ids).toEqual(['a.1', 'a.1']);
  expect(store.pending).toEqual([]);
});

describe('while nothing is left', () => {
  beforeEach(async () => {
    relay.start();
    await pass(20_000);
    store.looks = 0;
  });

  it('[outbox] it looks only every ten seconds', async () => {
    await pass(60_000);
    expect(store.looks).toBe(6);
  });

  it('[ruling 4] what another instance left is found all the same', async () => {
    store.write('a', 1);
    await pass(16_000);
    expect(broker.ids).toEqual(['a.1']);
  });

  it.each([
    ['broker is away', () => (broker.available = false)],
    ['broker refuses the topic', () => (broker.isRefused = true)],
    ['broker does not acknowledge', () => (broker.answer = away)],
  ])('[outbox] it sweeps every second again if the %s', async (_, failing) => {
    failing();
    relay.publishSoon(store, store.write('a', 1));
    await pass(5_000);
    expect(store.looks).toBeGreaterThanOrEqual(4);
  });
});

it('[outbox] takes the mark off an aggregate whose events a killed database removed without it', async () => {
  relay.publishSoon(store, store.write('a', 1));
  await pass(10);
  store.marked.add('a');
  relay.start();
  await pass(6_000);
  expect(store.marked).toEqual(new Set());
  expect(broker.ids).toEqual(['a.1']);
});

it('[outbox] publishes everything that is pending before it stops, however young', async () => {
  store.write('a', 1);
  store.write('b', 1);
  await Promise.all([relay.stop(), pass(10)]);
  expect(broker.ids).toEqual(['a.1', 'b.1']);
  expect(store.pending).toEqual([]);
});

it('[outbox] stops all the same while the broker is away, and leaves the events for the next start', async () => {
  store.write('a', 1);
  broker.answer = away;
  await Promise.all([expect(relay.stop()).resolves.toBeUndefined(), pass(10)]);
  expect(store.pending).toEqual(['a.1']);
});

it('[outbox] counts the aggregates of all stores that have pending events', async () => {
  const orders = new Store();
  relay.register(orders);
  store.write('a', 1);
  store.write('a', 2);
  orders.write('o', 1);
  expect(await relay.countPending()).toBe(2);
});

describe('what the broker refuses for good', () => {
  const tooLarge = (): Promise<void> => refuses('MESSAGE_TOO_LARGE', 'message');
  const noRight = (): Promise<void> => refuses('TOPIC_AUTHORIZATION_FAILED', 'topic');
  const refuses = (code: string, of: 'message' | 'topic'): Promise<void> =>
    Promise.reject(new PublishingRefusedError('tt.customers.events', { code, of }));
  const triesOf = (aggregateId: string): number => broker.published.filter(({ key }) => key === aggregateId).length;
  let told: jest.SpiedFunction<Logger['error']>;
  beforeEach(() => (told = jest.spyOn(Logger.prototype, 'error')));
  afterEach(() => told.mockRestore());

  it('[outbox] waits with its aggregate, is told once and tried ever less often; all others go on', async () => {
    broker.answer = (id) => (id === 'large' ? tooLarge() : Promise.resolve());
    relay.start();
    relay.publishSoon(store, store.write('large', 1));
    for (let minute = 1; minute <= 60; minute++) {
      relay.publishSoon(store, store.write('small', minute));
      relay.publishSoon(store, store.write('large', minute + 1));
      await pass(60_000);
    }
    expect(store.pending.filter((id) => id.startsWith('small'))).toEqual([]);
    expect(store.pending.filter((id) => id.startsWith('large'))).toHaveLength(61);
    expect(told).toHaveBeenCalledTimes(1);
    expect(told.mock.calls[0]?.[1]).toMatch(
      /customers\/large wait, and no others.*tt\.customers\.events, MESSAGE_TOO_LARGE/,
    );
    const tries = broker.ids.filter((id) => id === 'large.1').length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(15);
  });

  it('[outbox] is published in order once the broker takes it', async () => {
    broker.answer = tooLarge;
    relay.publishSoon(store, store.write('a', 1));
    await pass(10);
    relay.publishSoon(store, store.write('a', 2));
    await pass(10);
    expect(broker.ids).toEqual(['a.1']);
    broker.answer = () => Promise.resolve();
    relay.start();
    await pass(30_000);
    expect(store.pending).toEqual([]);
    expect(broker.ids).toEqual(['a.1', 'a.1', 'a.2']);
    relay.publishSoon(store, store.write('a', 3));
    await pass(10);
    expect(broker.ids.at(-1)).toBe('a.3');
  });

  it('[outbox] of a whole topic is left to the sweep, and goes on when the broker takes it', async () => {
    broker.answer = noRight;
    relay.publishSoon(store, store.write('a0', 1));
    await pass(10);
    broker.isRefused = true;
    for (let index = 1; index < 5; index++) relay.publishSoon(store, store.write(`a${index}`, 1));
    await pass(10);
    expect(broker.ids).toEqual(['a0.1']);
    relay.start();
    await pass(60_000);
    expect(triesOf('a1')).toBeGreaterThan(2);
    expect(told).not.toHaveBeenCalled();
    broker.answer = () => Promise.resolve();
    await pass(12_000);
    expect(store.pending).toEqual([]);
    broker.isRefused = false;
    relay.publishSoon(store, store.write('a0', 2));
    await pass(10);
    expect(broker.ids.at(-1)).toBe('a0.2');
  });
});
