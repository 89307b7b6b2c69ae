import { Logger } from '@nestjs/common';
import { PublishingRefusedError } from '../broker/broker-refusal.js';
import { type OutboxRelay } from './outbox-relay.js';
import { Broker, Store, relayOf } from './outbox-relay.doubles.js';

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
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
