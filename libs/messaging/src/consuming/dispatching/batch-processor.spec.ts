import { Logger } from '@nestjs/common';
import { type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { agreementConfirmed } from '#contracts/agreements/agreement-confirmed.v1';
import { BatchProcessor } from './batch-processor.js';
import { toKafkaRecord, type EventMessage } from '../../envelope/cloud-event.js';
import { type Outcome } from './dispatcher.js';
import { EventDispatcher } from './event-dispatcher.js';

const data = {
  customerId: '0a1b2c3d-0000-4000-8000-000000000001',
  partnerId: '0a1b2c3d-0000-4000-8000-000000000002',
  templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  agreementType: 'MicrosoftCustomerAgreement',
  method: 'attested',
  dateAgreed: '2026-03-01T00:00:00.000Z',
  confirmations: 1,
};

const publisher = { service: 'agreements', publicUrl: 'https://platform.example' } as const;

/** Messages of one partition from offset 0 on, named by key and number: `a1 b1 a2`. */
const messages = (names: string): KafkaMessage[] =>
  names.split(' ').map((name, offset) => {
    const time = new Date(0);
    const event = { id: name, type: agreementConfirmed.type, sequence: 1, time, data, correlationId: 'c' };
    const { headers, value } = toKafkaRecord(publisher, name, event);
    return {
      offset: String(offset),
      timestamp: '0',
      attributes: 0,
      key: Buffer.from(name.slice(0, 1)),
      value: Buffer.from(value),
      headers,
    };
  });

const databaseAway = Object.assign(new Error('away'), { name: 'MongoNetworkError' });
const bug = new Error('a bug');

/** A partition whose messages are handled as `handle` says, attempt after attempt. */
class Partition {
  readonly handled: string[] = [];
  readonly parked: string[] = [];
  readonly counted: Outcome['is'][] = [];
  /** The last offset that was marked as consumed. */
  resolved: string | undefined = undefined;
  running = true;
  stale = false;
  park = (message: KafkaMessage): Promise<void> => {
    this.parked.push(message.offset);
    return Promise.resolve();
  };
  done?: (message: KafkaMessage) => Promise<void>;
  handle: (name: string) => unknown = () => undefined;
  private readonly doneAhead = new Set<string>();

  process(names: string, lastOffset?: string): Promise<Error | undefined> {
    const given = messages(names);
    const handler = Object.assign(
      async ({ id }: EventMessage) => {
        await this.handle(id);
        this.handled.push(id);
      },
      { extras: { contracts: [agreementConfirmed] } },
    );
    const dispatcher = new EventDispatcher(new Map([[agreementConfirmed.type, handler]]));
    const hooks = {
      group: 'a-group',
      park: (message: KafkaMessage) => this.park(message),
      ...(this.done && { done: this.done }),
      counted: (outcome: Outcome['is']) => void this.counted.push(outcome),
    };
    return new BatchProcessor(dispatcher, hooks, this.doneAhead).process({
      batch: { messages: given, lastOffset: () => lastOffset ?? String(given.length - 1) },
      resolveOffset: (offset: string) => (this.resolved = offset),
      isRunning: () => this.running,
      isStale: () => this.stale,
    } as unknown as EachBatchPayload);
  }
}

const failsFor = (failing: string, error: Error) => (name: string) => {
  if (name === failing) throw error;
};

let partition: Partition;
beforeAll(() => void Logger.overrideLogger(false));
beforeEach(() => (partition = new Partition()));

it('[consuming] handles the messages of a key in order, one at a time', async () => {
  const log: string[] = [];
  partition.handle = async (name) => {
    log.push(`${name} begins`);
    await new Promise(setImmediate);
    log.push(`${name} ends`);
  };
  await partition.process('a1 a2 a3');
  expect(log).toEqual(['a1', 'a2', 'a3'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

it('[consuming] does not let a slow key hold up the others', async () => {
  partition.handle = (name) => (name === 'a1' ? new Promise(setImmediate) : undefined);
  await expect(partition.process('a1 a2 b1 b2')).resolves.toBeUndefined();
  expect(partition).toMatchObject({ handled: ['b1', 'b2', 'a1', 'a2'], resolved: '3' });
});

it('[consuming] handles 32 keys at the same time, and no more', async () => {
  let running = 0;
  let most = 0;
  partition.handle = async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  };
  const keys = Array.from({ length: 48 }, (_, index) => `${String.fromCharCode(48 + index)}1`);
  await partition.process(keys.join(' '));
  expect({ most, handled: partition.handled.length }).toEqual({ most: 32, handled: 48 });
});

it('[consuming] advances to the end of the batch, also behind its last message', async () => {
  await partition.process('a1 b1', '7');
  expect(partition).toMatchObject({ resolved: '7', counted: ['done', 'done'] });
});

it('[consuming] waits at a message whose infrastructure is away: what is before it is consumed, nothing is skipped', async () => {
  partition.handle = failsFor('a3', databaseAway);
  await expect(partition.process('a1 a2 a3 a4')).resolves.toBe(databaseAway);
  expect(partition).toMatchObject({ handled: ['a1', 'a2'], parked: [], resolved: '1' });
  expect(partition.counted).toEqual(['done', 'done', 'retry']);
});

it('[consuming] takes no further message of another key either, since the partition has to wait', async () => {
  partition.handle = async (name) => {
    if (name === 'a1') throw databaseAway;
    await new Promise(setImmediate);
  };
  await partition.process('a1 b1 b2');
  expect(partition).toMatchObject({ handled: ['b1'], resolved: undefined });
});

it('[consuming] consumes nothing while the first message has to wait', async () => {
  partition.handle = failsFor('a1', databaseAway);
  await partition.process('a1 a2');
  expect(partition).toMatchObject({ handled: [], resolved: undefined });
});

it('[consuming] does not handle again what was done ahead of a message that had to wait', async () => {
  let away = true;
  let bDone = (): void => undefined;
  const b = new Promise<void>((resolve) => (bDone = resolve));
  partition.handle = async (name) => {
    if (name === 'b2') bDone();
    if (name !== 'a1' || !away) return;
    await b;
    throw databaseAway;
  };
  await expect(partition.process('a1 b1 a2 b2')).resolves.toBe(databaseAway);
  expect(partition).toMatchObject({ handled: ['b1', 'b2'], resolved: undefined });
  away = false;
  await expect(partition.process('a1 b1 a2 b2')).resolves.toBeUndefined();
  expect(partition).toMatchObject({ handled: ['b1', 'b2', 'a1', 'a2'], resolved: '3' });
});

it('[consuming] parks a message that cannot be handled, and goes on with its key', async () => {
  partition.handle = failsFor('a1', bug);
  await expect(partition.process('a1 a2')).resolves.toBeUndefined();
  expect(partition).toMatchObject({ parked: ['0'], handled: ['a2'], resolved: '1', counted: ['park', 'done'] });
});

it('[consuming] waits at a message that cannot be parked now', async () => {
  partition.handle = failsFor('a2', bug);
  const brokerAway = new Error('no broker');
  partition.park = () => Promise.reject(brokerAway);
  await expect(partition.process('a1 a2 a3')).resolves.toBe(brokerAway);
  expect(partition).toMatchObject({ handled: ['a1'], resolved: '0' });
});

it.each(['stop', 'rebalance'])(
  '[consuming] takes no further message on a %s, and keeps what is done',
  async (reason) => {
    partition.handle = (name) => {
      if (name !== 'a2') return;
      partition.running = reason !== 'stop';
      partition.stale = reason === 'rebalance';
    };
    await expect(partition.process('a1 a2 a3')).resolves.toBeUndefined();
    expect(partition).toMatchObject({ handled: ['a1', 'a2'], resolved: '1' });
  },
);

it('[dead letters] tells that a message was handled before its offset advances, and tries that again when it cannot', async () => {
  const told: string[] = [];
  let away: Error | undefined = databaseAway;
  partition.done = ({ offset }) => {
    if (away && offset === '1') return Promise.reject(away);
    told.push(offset);
    return Promise.resolve();
  };
  partition.handle = failsFor('c1', Object.assign(new Error('a bug'), { name: 'TypeError' }));
  await expect(partition.process('a1 b1')).resolves.toBe(databaseAway);
  expect([told, partition.resolved]).toEqual([['0'], '0']);
  away = undefined;
  await partition.process('a1 b1 c1');
  expect([told, partition.resolved, partition.parked]).toEqual([['0', '0', '1'], '2', ['2']]);
});
