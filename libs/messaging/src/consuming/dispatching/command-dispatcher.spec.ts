import { Logger } from '@nestjs/common';
import { type KafkaMessage } from 'kafkajs';
import { Observable } from 'rxjs';
import { recordPurchase, RecordPurchaseV1 } from '#contracts/customers/platforms/record-purchase.v1';
import { CommandDispatcher } from './command-dispatcher.js';
import { type CommandMessage, type UnreadableCommand } from '../../envelope/command-message.js';
import { type Outcome } from './dispatcher.js';
import { currentContext } from '../operation-context.js';

const data = {
  customerId: '0a1b2c3d-0000-4000-8000-000000000001',
  offerKind: 'software',
  purchasedAt: '2026-03-01',
  renewal: false,
};
const headers = {
  ce_specversion: '1.0',
  ce_id: 'command-1',
  ce_source: '/crm',
  ce_type: recordPurchase.type,
  ce_time: '2026-03-01T08:00:00Z',
  ce_correlationid: 'correlation-1',
  ce_actor: 'somebody/else',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
};
const databaseAway = Object.assign(new Error('away'), { name: 'MongoNetworkError' });

const message = (changes: Record<string, string | undefined> = {}, value = JSON.stringify(data)): KafkaMessage =>
  ({ value: Buffer.from(value), headers: { ...headers, ...changes } }) as unknown as KafkaMessage;

interface Told {
  outcome: Outcome;
  taken: CommandMessage<RecordPurchaseV1>[];
  refused: UnreadableCommand[];
}

/** Dispatches a message to a handler of commands and one of what cannot be read. */
async function dispatch(
  given: KafkaMessage,
  {
    redriven = false,
    take = () => {},
    refuse = () => {},
  }: { redriven?: boolean; take?: () => unknown; refuse?: () => unknown } = {},
): Promise<Told> {
  const taken: CommandMessage<RecordPurchaseV1>[] = [];
  const refused: UnreadableCommand[] = [];
  const handler = Object.assign(
    (command: CommandMessage<RecordPurchaseV1>) => {
      taken.push(command);
      return Promise.resolve(take());
    },
    { extras: { contracts: [recordPurchase] } },
  );
  const unreadable = (command: UnreadableCommand): Promise<unknown> => {
    refused.push(command);
    return Promise.resolve(refuse());
  };
  const commands = new Map([[recordPurchase.type, handler]]);
  const outcome = await new CommandDispatcher({ commands, unreadable }, redriven).dispatch(given, {
    topic: 'a.topic',
    partition: 0,
    group: 'a-group',
  });
  return { outcome, taken, refused };
}

beforeAll(() => void Logger.overrideLogger(false));

it('[ruling 5] gives a handler the command with its payload as the contract describes it', async () => {
  const { outcome, taken, refused } = await dispatch(message({}, JSON.stringify({ ...data, more: 7 })));
  expect([outcome, refused]).toEqual([{ is: 'done' }, []]);
  expect(taken).toMatchObject([
    {
      id: 'command-1',
      source: '/crm',
      type: recordPurchase.type,
      time: new Date('2026-03-01T08:00:00Z'),
      redriven: false,
    },
  ]);
  expect(taken[0]?.data).toBeInstanceOf(RecordPurchaseV1);
  expect({ ...taken[0]?.data }).toStrictEqual(data);
});

it('[ruling 6] says that a command was re-driven', async () => {
  expect((await dispatch(message(), { redriven: true })).taken).toMatchObject([{ redriven: true }]);
});

it('[ruling 5] is traced back to the command; who acts is not taken from it', async () => {
  let context: unknown;
  await dispatch(message(), { take: () => (context = currentContext()) });
  expect(context).toEqual({
    correlationId: 'correlation-1',
    causationId: 'command-1',
    traceparent: headers.traceparent,
  });
});

it('[ruling 5] needs neither a time nor a subject nor a correlation id, and leaves alone what is none', async () => {
  const { outcome, taken } = await dispatch(
    message({ ce_time: undefined, ce_correlationid: 'no\nid', traceparent: 'no trace' }),
  );
  expect(outcome).toEqual({ is: 'done' });
  expect(taken[0]).toMatchObject({ correlationId: 'command-1' });
  expect(Object.keys(taken[0] ?? {})).toEqual(expect.not.arrayContaining(['time', 'traceparent']));
});

it.each<[string, KafkaMessage, string, RegExp]>([
  [
    'of an unknown type',
    message({ ce_type: 'io.twotier.customer.explode.v1' }),
    'UnknownCommandError',
    /which takes io\./,
  ],
  [
    'of an unknown version',
    message({ ce_type: 'io.twotier.customer.record-purchase.v2' }),
    'UnknownVersionError',
    /v1/,
  ],
  ['without a type', message({ ce_type: undefined }), 'MalformedEventError', /ce_type/],
  ['of another CloudEvents version', message({ ce_specversion: '0.3' }), 'MalformedEventError', /ce_specversion/],
  ['with a time that is none', message({ ce_time: 'today' }), 'MalformedEventError', /ce_time/],
  ['that is no JSON', message({}, '{'), 'MalformedEventError', /JSON/],
  [
    'that its contract does not allow',
    message({}, '{}'),
    'InvalidPayloadError',
    /customerId is required\. .*renewal is required/,
  ],
])('[ruling 5] a command %s is refused, and parked at once', async (_, given, name, reason) => {
  const { outcome, taken, refused } = await dispatch(given);
  expect(outcome).toMatchObject({ is: 'park', error: { name }, attempts: 1 });
  expect(taken).toEqual([]);
  expect(refused).toMatchObject([{ id: 'command-1', source: '/crm', reason: expect.stringMatching(reason) }]);
});

it.each([
  ['ce_id', undefined],
  ['ce_id', ''],
  ['ce_id', 'x'.repeat(257)],
  ['ce_id', 'a\u0000b'],
  ['ce_source', undefined],
  ['ce_source', 'a b'],
  ['ce_source', 'x'.repeat(257)],
])('[ruling 5] whose %s is %j is parked, as there is nobody to be told', async (name, value) => {
  const { outcome, taken, refused } = await dispatch(message({ [name]: value }));
  expect(outcome).toMatchObject({ is: 'park', error: { name: 'MalformedEventError' } });
  expect([taken, refused]).toEqual([[], []]);
});

it('[ruling 5] what cannot be read waits until it could be refused', async () => {
  const unreadable = message({}, '{}');
  const { outcome } = await dispatch(unreadable, {
    refuse: () => {
      throw databaseAway;
    },
  });
  expect(outcome).toEqual({ is: 'retry', error: databaseAway });
});

it('[ruling 5] what fails in its stream for a bug is parked after three attempts, without a refusal', async () => {
  const take = (): unknown => new Observable((subscriber) => subscriber.error(new TypeError('a bug')));
  const { outcome, taken, refused } = await dispatch(message(), { take });
  expect(outcome).toMatchObject({ is: 'park', attempts: 3 });
  expect([taken.length, refused]).toEqual([3, []]);
});
