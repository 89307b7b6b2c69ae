import { Logger } from '@nestjs/common';
import { type OutboxRelay } from './outbox-relay.js';
import { Broker, Store, relayOf } from './outbox-relay.doubles.js';

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
/** Long enough for an outbox to be cleared. */
const clearing = 60;
const away = (): Promise<void> => Promise.reject(new Error('no broker'));
let broker: Broker;
let store: Store;
let relay: OutboxRelay;

beforeAll(() => void Logger.overrideLogger(false));
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-01T08:00:00Z') });
  broker = new Broker();
  store = new Store();
  relay = relayOf(broker, store);
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

it('[outbox] publishes the whole outbox in order, keyed by the aggregate, and then removes it', async () => {
  store.write('a', 1);
  relay.publishSoon(store, store.write('a', 2));
  await pass(clearing);
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

it('[outbox] clears what many aggregates have published together', async () => {
  relay.publishSoon(store, store.write('a', 1));
  await pass(20);
  relay.publishSoon(store, store.write('b', 1));
  await pass(20);
  expect(store.removals).toEqual([]);
  await pass(clearing);
  expect(store.removals).toEqual([['a', 'b']]);
});

it('[outbox] publishes nothing again that was cleared while somebody had read it and changed the aggregate', async () => {
  const first = store.write('a', 1);
  relay.publishSoon(store, first);
  await pass(clearing);
  expect(store.pending).toEqual([]);
  const second = store.write('a', 2);
  relay.publishSoon(store, { ...second, events: [...first.events, ...second.events] });
  await pass(clearing);
  expect(broker.ids).toEqual(['a.1', 'a.2']);
});

it('[outbox] clears what it has published before it stops', async () => {
  relay.publishSoon(store, store.write('a', 1));
  await Promise.all([relay.stop(), pass(2 * clearing)]);
  expect([broker.ids, store.pending]).toEqual([['a.1'], []]);
});

it('[outbox] keeps events until the broker has acknowledged them', async () => {
  let acknowledge = (): void => undefined;
  broker.answer = () => new Promise((resolve) => (acknowledge = resolve));
  relay.publishSoon(store, store.write('a', 1));
  await pass(100);
  expect(store.pending).toEqual(['a.1']);
  acknowledge();
  await pass(clearing);
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
  await pass(clearing);
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
  relayOf(broker, store).start();
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
  await pass(clearing);
  store.marked.add('a');
  relay.start();
  await pass(6_000);
  expect(store.marked).toEqual(new Set());
  expect(broker.ids).toEqual(['a.1']);
});

it('[outbox] publishes everything that is pending before it stops, however young', async () => {
  store.write('a', 1);
  store.write('b', 1);
  await Promise.all([relay.stop(), pass(clearing)]);
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
