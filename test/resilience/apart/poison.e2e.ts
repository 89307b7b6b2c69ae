import { randomBytes } from 'node:crypto';
import { type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ServiceName } from '#lib/contracts';
import { systemClock } from '#lib/decision';
import {
  EventProducer,
  KafkaEventsStrategy,
  PublishingRefusedError,
  toKafkaRecord,
  type ParkedLetter,
  type StoredEvent,
} from '#lib/messaging';
import { DeadLetters } from '../../../tools/kafka/dead-letters.js';
import { BrokerRules } from '../../support/clients/broker-rules.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { ConsumerModule, created, databaseAway, eventuallyRefused, failures, handled, subjectOf } from './consumer.js';

describe('a poison message', () => {
  const prefix = `t${randomBytes(4).toString('hex')}`;
  const topic = `${prefix}.customers.events`;
  const deadLetterTopic = `${topic}.${prefix}.agreements.dlt`;
  const brokers = process.env['TEST_KAFKA_BROKERS'] ?? '';
  // One partition: whatever blocks it blocks everything.
  const options = {
    service: 'agreements',
    brokers: brokers.split(','),
    topicPrefix: prefix,
    partitions: 1,
    replicationFactor: 1,
    publicUrl: 'https://platform.example',
    sessionTimeoutSeconds: 10,
  } as const;
  const rules = new BrokerRules(brokers);
  /** What the service was told of its dead letters. */
  const letters: { parked: ParkedLetter[]; handled: string[] } = { parked: [], handled: [] };
  const letterOf = (event: StoredEvent): ParkedLetter[] =>
    letters.parked.filter(({ message }) => message.key?.toString() === subjectOf(event));
  const producer = new EventProducer(options);
  const strategy = strategyOf(options.service);
  let app: INestMicroservice;
  let tap: EventTap;

  beforeAll(async () => {
    app = await listening(strategy);
    await eventually('the consumer polls', () => strategy.health.report().healthy);
    tap = await EventTap.open(brokers, [deadLetterTopic]);
  });
  afterAll(async () => {
    await tap.close();
    await app.close();
    await producer.close();
  });

  function strategyOf(service: ServiceName): KafkaEventsStrategy {
    return new KafkaEventsStrategy({
      options: { ...options, service },
      producer,
      clock: systemClock,
      letters: {
        parked: (letter) => Promise.resolve(void letters.parked.push(letter)),
        handled: (place) => Promise.resolve(void letters.handled.push(place)),
      },
      onGivenUp: (error) => {
        throw error;
      },
      onOutcome: () => undefined,
    });
  }

  async function listening(consumer: KafkaEventsStrategy): Promise<INestMicroservice> {
    const microservice = await NestFactory.createMicroservice(ConsumerModule, { strategy: consumer, logger: false });
    await microservice.listen();
    return microservice;
  }

  const publish = (
    event: StoredEvent,
    changes: { value?: string; headers?: Record<string, string> } = {},
  ): Promise<void> => {
    const record = toKafkaRecord(
      { ...options, service: 'customers' },
      (event.data as { customerId: string }).customerId,
      event,
    );
    return producer.send(topic, [{ ...record, ...changes, headers: { ...record.headers, ...changes.headers } }]);
  };

  /** Publishes a good event behind, and waits until it is handled: the partition goes on. */
  const expectTheRestToGoOn = async (): Promise<void> => {
    const good = created();
    await publish(good);
    await eventually('the event behind is handled', () => handled.includes(subjectOf(good)));
    expect(strategy.health.report().healthy).toBe(true);
  };

  const parked = (event: StoredEvent): Promise<Record<string, string>> =>
    eventually('it is parked', () => tap.of(subjectOf(event))[0]?.headers);

  it.each([
    ['is no JSON', { value: '{"customerId":' }, 'MalformedEventError'],
    ['has a payload that the contract does not allow', { value: '{"customerId":"7"}' }, 'InvalidPayloadError'],
    ['has an unknown version', { headers: { ce_type: 'io.twotier.customer.created.v99' } }, 'UnknownVersionError'],
    ['has no sequence', { headers: { ce_sequence: 'x' } }, 'MalformedEventError'],
  ])('that %s is parked at once, and its partition goes on', async (_, changes, cause) => {
    const event = created();
    await publish(event, changes);
    expect(await parked(event)).toMatchObject({
      dlt_cause: cause,
      dlt_attempts: '1',
      dlt_topic: topic,
      dlt_group: `${prefix}.agreements`,
      ce_id: event.id,
    });
    await expectTheRestToGoOn();
    expect(handled).not.toContain(subjectOf(event));
  });

  it('that is as long as the broker takes is parked with its cause, although that makes it longer', async () => {
    const event = created();
    await publish(event, { value: 'x'.repeat(1_048_000) });
    expect(await parked(event)).toMatchObject({ dlt_cause: 'MalformedEventError', ce_id: event.id });
    await expectTheRestToGoOn();
  });

  it('that a bug in the handler fails on is tried three times, parked, and handled when it is re-driven after the fix', async () => {
    const event = created();
    // kafkajs itself would stop consuming for good, and say nothing, on a TypeError.
    failures.set(subjectOf(event), [new TypeError('x is not a function'), new TypeError('x'), new TypeError('x')]);
    await publish(event);
    expect(await parked(event)).toMatchObject({ dlt_cause: 'TypeError', dlt_attempts: '3' });
    await expectTheRestToGoOn();
    const [{ place } = { place: '' }] = letterOf(event);
    expect(letterOf(event)).toMatchObject([{ place, deadLetterTopic, group: `${prefix}.agreements`, attempts: 3 }]);
    expect(letters.handled).toEqual([]);

    const tool = new DeadLetters(brokers);
    expect((await tool.list(prefix)).map((summary) => summary.topic)).toEqual([deadLetterTopic]);
    expect((await tool.show(deadLetterTopic)).map(({ key }) => key)).toContain(subjectOf(event));
    expect(await tool.redrive(deadLetterTopic)).toBeGreaterThan(0);
    await eventually('the re-driven event is handled', () => handled.includes(subjectOf(event)));
    await eventually('that is told', () => letters.handled.includes(place));
    expect(await tool.redrive(deadLetterTopic)).toBeGreaterThanOrEqual(0);
    expect(handled.filter((subject) => subject === subjectOf(event))).toHaveLength(1);
  });

  it('that fails again is the same dead letter, and what its sender says of its place counts nothing', async () => {
    const event = created();
    const forged = { value: 'no JSON', headers: { redriven_of: `${topic}/0/0`, dlt_first: `${topic}/0/0` } };
    await publish(event, forged);
    const { place } = await eventually('it is told', () => letterOf(event)[0]);
    expect(place).toMatch(new RegExp(`^${topic}/0/[1-9]\\d*$`));
    await new DeadLetters(brokers).redrive(deadLetterTopic);
    await eventually('it is parked again', () => letterOf(event).length === 2);
    expect(letterOf(event).map((letter) => letter.place)).toEqual([place, place]);
    await new DeadLetters(brokers).redrive(deadLetterTopic);
    await eventually('it is parked once more', () => letterOf(event).length === 3);
    expect(letterOf(event)[2]?.place).toBe(place);
  });

  it('that is too large for the dead letters is parked without its value, and re-driven from where it came', async () => {
    const event = created();
    Object.assign(event.data, { unknown: 'x'.repeat(20_000) });
    failures.set(subjectOf(event), [new TypeError('x'), new TypeError('x'), new TypeError('x')]);
    await rules.limitMessages(deadLetterTopic, 3_000);
    await publish(event);
    expect(await parked(event)).toMatchObject({ dlt_cause: 'TypeError', dlt_without_value: 'MESSAGE_TOO_LARGE' });
    expect(tap.of(subjectOf(event))[0]?.data).toBeNull();
    await expectTheRestToGoOn();
    await new DeadLetters(brokers).redrive(deadLetterTopic);
    await eventually('the re-driven event is handled', () => handled.includes(subjectOf(event)));
  });

  it('that a topic does not take is refused to its sender alone, and what was sent with it gets through', async () => {
    const small = `${prefix}.small`;
    await rules.createTopic(small);
    await rules.limitMessages(small, 2_000);
    const send = (id: string, ...lengths: number[]): Promise<void> =>
      producer.send(
        small,
        lengths.map((length) => ({ key: id, value: 'x'.repeat(length), headers: { ce_subject: id } })),
      );
    const before = Array.from({ length: 20 }, (_, index) => send(`before-${index}`, 100));
    const large = send('large', 5_000);
    const among = send('among', 101, 5_000, 102);
    const many = send('many', ...Array.from({ length: 30 }, () => 500));
    const after = Array.from({ length: 20 }, (_, index) => send(`after-${index}`, 100));
    await expect(large).rejects.toThrow(PublishingRefusedError);
    await expect(among).rejects.toThrow(/MESSAGE_TOO_LARGE/);
    await expect(Promise.all([...before, many, ...after])).resolves.toBeDefined();
    expect(producer.available).toBe(true);
    const taken = await EventTap.open(brokers, [small]);
    try {
      await eventually('the last one is there', () => taken.of('after-19').length > 0);
      expect(taken.of('large')).toEqual([]);
      // It never goes on behind what was refused.
      expect(new Set(taken.of('among').map(({ data }) => (data as unknown as string).length))).toEqual(new Set([101]));
      expect(taken.of('many').length).toBeGreaterThanOrEqual(30);
    } finally {
      await taken.close();
    }
  });

  it('is told from infrastructure that is away: that is retried until it is back, in order, and nothing is parked', async () => {
    const event = created();
    failures.set(
      subjectOf(event),
      Array.from({ length: 4 }, () => databaseAway()),
    );
    await publish(event);
    await eventually('the partition waits', () => !strategy.health.report().healthy);
    const behind = created();
    await publish(behind);
    await eventually(
      'both are handled',
      () => handled.includes(subjectOf(event)) && handled.includes(subjectOf(behind)),
    );
    expect(tap.of(subjectOf(event))).toEqual([]);
    await eventually('the consumer is healthy again', () => strategy.health.report().healthy);
  });

  it('is not an event type that nobody subscribes to: that is skipped', async () => {
    const event = created();
    await publish(event, { headers: { ce_type: 'io.twotier.customer.applauded.v1' } });
    await expectTheRestToGoOn();
    expect(tap.of(subjectOf(event))).toEqual([]);
  });

  it.each([
    ['GROUP', `${prefix}.agreements`, 'ALL', `READ on the group ${prefix}.agreements (GROUP_AUTHORIZATION_FAILED)`],
    ['TOPIC', topic, 'READ', `READ on the topic ${topic} (TOPIC_AUTHORIZATION_FAILED)`],
  ] as const)(
    'waits while the broker refuses to let the service read the %s, which it tells',
    async (kind, name, operation, told) => {
      await rules.deny(kind, name, operation);
      await eventually('the service tells it', () => !strategy.report().healthy);
      expect(strategy.report().refused).toEqual([`User:ANONYMOUS lacks ${told}`]);
      const event = created();
      await publish(event);
      expect(handled).not.toContain(subjectOf(event));
      await rules.allow(kind, name);
      await eventually('the event is handled', () => handled.includes(subjectOf(event)));
      await eventually('the service is well', () => strategy.report().healthy);
    },
  );

  it('is not waited for in silence by a service that starts without the right to its group', async () => {
    const group = `${prefix}.relationships`;
    await rules.deny('GROUP', group, 'ALL');
    const starting = strategyOf('relationships');
    const other = await listening(starting);
    try {
      // As of a new broker, no coordinator of the group is found.
      await eventually('it tells it', () => starting.report().refused);
      expect(starting.report()).toMatchObject({
        healthy: false,
        refused: [`User:ANONYMOUS lacks READ on the group ${group} (GROUP_AUTHORIZATION_FAILED)`],
      });
      await rules.allow('GROUP', group);
      await eventually('it consumes', () => starting.report().healthy);
    } finally {
      await other.close();
    }
  });

  it('is not written to a topic that refuses it, which is told; other topics take theirs', async () => {
    await rules.deny('TOPIC', topic, 'WRITE');
    const event = created();
    const other = producer.send(deadLetterTopic, [{ key: 'x', value: 'x', headers: { ce_subject: 'other' } }]);
    await expect(eventuallyRefused(() => publish(event))).resolves.toMatchObject({
      refusal: { code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic' },
    });
    await other;
    expect(producer.available).toBe(true);
    expect(strategy.report()).toMatchObject({
      healthy: false,
      refused: [`User:ANONYMOUS lacks WRITE on the topic ${topic} (TOPIC_AUTHORIZATION_FAILED)`],
    });
    await rules.allow('TOPIC', topic);
    await eventually('the topic takes it', () => publish(event).then(() => true));
    await eventually('the event is handled', () => handled.includes(subjectOf(event)));
    expect(strategy.report().refused).toBeUndefined();
  });
});
