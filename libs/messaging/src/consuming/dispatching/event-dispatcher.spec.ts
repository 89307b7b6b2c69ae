import { Logger } from '@nestjs/common';
import { type KafkaMessage } from 'kafkajs';
import { Observable, throwError } from 'rxjs';
import { agreementConfirmed, AgreementConfirmedV1 } from '#contracts/agreements/agreement-confirmed.v1';
import { toKafkaRecord, type EventMessage } from '../../envelope/cloud-event.js';
import { type Outcome } from './dispatcher.js';
import { EventDispatcher } from './event-dispatcher.js';
import { currentContext } from '../operation-context.js';

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

const message = (headers: Record<string, string | undefined> = {}, payload: object = data): KafkaMessage => {
  const record = toKafkaRecord(publisher, 'customer-1', {
    id: 'customer-1.1',
    type: agreementConfirmed.type,
    sequence: 1,
    time: new Date(0),
    data: { ...payload },
    correlationId: 'correlation-1',
    causationId: 'cause-1',
    actor: 'tenant-1/user-1',
    traceparent: 'trace-1',
  });
  return { value: Buffer.from(record.value), headers: { ...record.headers, ...headers } } as unknown as KafkaMessage;
};

type Handle = (event: EventMessage<AgreementConfirmedV1>) => unknown;

/** Dispatches a message to a handler that does one thing after the other, the last of them for ever. */
async function dispatch(given: KafkaMessage, ...handles: Handle[]): Promise<{ outcome: Outcome; calls: number }> {
  let calls = 0;
  const handler = Object.assign(
    (event: EventMessage<AgreementConfirmedV1>) =>
      Promise.resolve((handles[Math.min(calls++, handles.length - 1)] as Handle)(event)),
    { extras: { contracts: [agreementConfirmed] } },
  );
  const handlers = new Map([[agreementConfirmed.type, handler]]);
  return {
    outcome: await new EventDispatcher(handlers).dispatch(given, { topic: 'a.topic', partition: 0, group: 'a-group' }),
    calls,
  };
}

const succeeds: Handle = () => undefined;
const fails =
  (error: unknown): Handle =>
  () => {
    throw error;
  };
const bug = new TypeError('x is undefined');
const ownerFails = Object.assign(new Error('answered 500'), { fault: { status: 503 }, mayFailEachTime: true });
const databaseAway = Object.assign(new Error('away'), { name: 'MongoNetworkError' });

beforeAll(() => void Logger.overrideLogger(false));

it('[consuming] gives a handler the event with its payload as the contract describes it, and is done', async () => {
  const seen: EventMessage[] = [];
  const { outcome } = await dispatch(message({}, { ...data, email: 'ana@contoso.com' }), (event) => seen.push(event));
  expect(outcome).toEqual({ is: 'done' });
  expect(seen).toMatchObject([
    { id: 'customer-1.1', subject: 'customer-1', sequence: 1, source: '/services/agreements' },
  ]);
  expect(seen[0]?.data).toBeInstanceOf(AgreementConfirmedV1);
  expect({ ...seen[0]?.data }).toStrictEqual(data);
});

it('[consuming] is done only when the handler’s work is, also when it comes as a stream', async () => {
  let worked = false;
  const works = new Observable<void>((subscriber) => {
    setImmediate(() => {
      worked = true;
      subscriber.complete();
    });
  });
  const { outcome } = await dispatch(message(), () => works);
  expect({ outcome, worked }).toEqual({ outcome: { is: 'done' }, worked: true });
});

it('[consuming] runs the handler in the context of the event', async () => {
  let context: unknown;
  await dispatch(message(), async () => {
    await Promise.resolve();
    context = currentContext();
  });
  expect(context).toEqual({
    correlationId: 'correlation-1',
    causationId: 'customer-1.1',
    actor: 'tenant-1/user-1',
    traceparent: 'trace-1',
  });
});

it.each([
  ['fails for a bug', message(), [fails(bug)], { is: 'park', error: bug, attempts: 3 }, 3],
  ['fails in its stream', message(), [() => throwError(() => bug)], { is: 'park', error: bug, attempts: 3 }, 3],
  ['fails with a text', message(), [fails('odd')], { is: 'park', error: new Error('odd'), attempts: 3 }, 3],
  ['fails twice, then works', message(), [fails(bug), fails(bug), succeeds], { is: 'done' }, 3],
  ['finds no database', message(), [fails(databaseAway)], { is: 'retry', error: databaseAway }, 1],
  ['loses the database at its second try', message(), [fails(bug), fails(databaseAway)], { is: 'retry' }, 2],
])('[consuming] a handler that %s', async (_, given, handles, outcome, calls) =>
  expect(await dispatch(given, ...handles)).toMatchObject({ outcome, calls }),
);

it.each([
  ['without a type', { ce_type: undefined }, data, 'MalformedEventError'],
  ['without an id', { ce_id: undefined }, data, 'MalformedEventError'],
  ['of a version that is not known', { ce_type: 'io.twotier.agreement.confirmed.v2' }, data, 'UnknownVersionError'],
  ['that its contract does not allow', {}, { ...data, confirmations: 0 }, 'InvalidPayloadError'],
])('[consuming] parks a message %s at once, and calls no handler', async (_, headers, payload, name) =>
  expect(await dispatch(message(headers, payload), succeeds)).toMatchObject({
    outcome: { is: 'park', error: { name }, attempts: 1 },
    calls: 0,
  }),
);

it.each([['io.twotier.agreement.withdrawn.v1'], ['io.twotier.agreement.confirmedtwice.v1'], ['com.example.other']])(
  '[ruling 5] skips the event type %s, to which nobody here subscribes',
  async (type) =>
    expect(await dispatch({ ...message({ ce_type: type }), value: null }, succeeds)).toEqual({
      outcome: { is: 'done' },
      calls: 0,
    }),
);

describe('a service that has to be asked and answers that it failed', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: 100 }));
  afterEach(() => jest.useRealTimers());

  it('[consuming] is asked again after a pause', async () => {
    expect(await dispatch(message(), fails(ownerFails), fails(ownerFails), succeeds)).toEqual({
      outcome: { is: 'done' },
      calls: 3,
    });
  });

  it('[consuming] parks the message after three times, so that those behind it are handled', async () => {
    expect(await dispatch(message(), fails(ownerFails))).toEqual({
      outcome: { is: 'park', error: ownerFails, attempts: 3 },
      calls: 3,
    });
  });
});
