import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type Admin, type Kafka } from 'kafkajs';
import { TopicMover } from '../../../tools/kafka/moving/topic-mover.js';
import { endsOf, followers, isDrained } from '../../../tools/kafka/moving/followers.js';
import { setPositions } from '../../../tools/kafka/moving/positions.js';
import { freePort } from '../../../tools/process/ports.js';
import { kafkaClient } from '../../../tools/stack/kafka-client.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { firstOccurrences, upTo } from '../../support/clients/first-occurrences.js';
import { eventually } from '../../support/eventually.js';
import { Databases, isPublished, type Published } from '../../support/platform/databases.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';

const CUSTOMERS = 12;

describe('[events] the number of partitions', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let kafka: Kafka;
  let admin: Admin;
  let agent: ApiClient;
  let ids: string[];
  let rounds = 0;
  const [from, to] = [TestPlatform.newPrefix(), TestPlatform.newPrefix()];

  beforeAll(async () => {
    platform = await TestPlatform.start({ prefix: from, env: { TOPIC_PARTITIONS: '2' } });
    databases = new Databases(platform);
    kafka = kafkaClient('partitions', platform.kafkaBrokers);
    admin = kafka.admin();
    await admin.connect();
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
    ids = await Promise.all(
      upTo(CUSTOMERS).map(async () => (await agent.postPatiently('/v1/customers', newCustomer())).body.id),
    );
    await work();
  }, 180_000);
  afterAll(async () => {
    await admin.disconnect();
    await databases.close();
    await platform.stop();
  });

  it.each([[['--migrate']], [[]]])('is what the settings say: else a service does not start (%j)', async (args) => {
    const env = {
      ...platform.apps.agreements[0]!.environment,
      TOPIC_PARTITIONS: '3',
      PORT: String(await freePort()),
      DRAIN_SECONDS: '0',
    };
    const child = spawn(process.execPath, ['dist/services/agreements.js', ...args], { env });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(output + errors).toContain(`TOPIC_PARTITIONS is 3, and ${from}.agreements.events has 2 partitions`);
    expect(await ended).not.toBe(0);
    const { topics } = await admin.fetchTopicMetadata({ topics: [`${from}.agreements.events`] });
    expect(topics[0]!.partitions).toHaveLength(2);
  });

  it('grows by new topics, in which each key keeps its order, and which consumers go on with where they were', async () => {
    const events = `${from}.customers.events`;
    const signal = new AbortController().signal;
    const mover = new TopicMover({ kafka, from, to, partitions: 5, signal });
    expect(await mover.copy()).toBeGreaterThan(CUSTOMERS);
    await expect(mover.finish()).rejects.toThrow(`Stop all services first: ${from}.agreements, `);
    await work();
    await eventually('all is published and read', drained);
    await Promise.all(services().map((app) => app.stop()));
    await setPositions(kafka, `crm-${from}`, [{ topic: events, partitions: await ends(events) }]);
    const atTheBeginning = upTo(2).map((count) => ({ partition: count - 1, offset: '0' }));
    await setPositions(kafka, `slow-${from}`, [{ topic: events, partitions: atTheBeginning }]);

    const told = await mover.finish();
    expect(told).toEqual(
      expect.arrayContaining([
        { groupId: `crm-${from}`, topic: events, waiting: 0 },
        { groupId: `slow-${from}`, topic: events, waiting: expect.any(Number) },
      ]),
    );
    expect(told.find(({ groupId }) => groupId.startsWith('slow'))!.waiting).toBeGreaterThan(CUSTOMERS);
    const moved = `${to}.customers.events`;
    const copied = await ends(moved);
    expect(await positions(`${to}.agreements`, moved)).toEqual(copied);

    for (const app of services())
      Object.assign(app.environment, { TOPIC_PREFIX: to, TOPIC_PARTITIONS: '5', KAFKA_BROKERS: platform.kafkaBrokers });
    await Promise.all(services().map((app) => app.start()));
    await work();
    // Somebody who was slow goes on where all that was copied ends, although more has come since.
    await setPositions(kafka, `slow-${from}`, [{ topic: events, partitions: await ends(events) }]);
    await mover.finish();
    expect(await positions(`slow-${from}`, moved)).toEqual(copied);
    expect(await positions(`crm-${from}`, moved)).toEqual(copied);

    const tap = await EventTap.open(platform.kafkaBrokers, [moved, `${to}.customers.state`]);
    await eventually('every customer has had three orders', () =>
      ids.every((id) => firstOccurrences(of(tap, moved)).get(id)!.length >= sequenceOf(tap, id)),
    );
    for (const id of ids) {
      const sequences = firstOccurrences(of(tap, moved)).get(id)!;
      expect(sequences).toEqual(upTo(sequences.length));
    }
    const partitions = new Map<string, Set<number>>();
    for (const { topic, key, partition } of tap.events)
      partitions.set(`${topic} ${key}`, (partitions.get(`${topic} ${key}`) ?? new Set()).add(partition));
    expect([...partitions.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect(new Set(tap.events.map(({ partition }) => partition)).size).toBe(5);
    await tap.close();
  }, 240_000);

  /** Each customer confirms and orders, which takes what other services have told. */
  async function work(): Promise<void> {
    const email = `contact${++rounds}@contoso.com`;
    await Promise.all(
      ids.map(async (id) => {
        const confirmed = await agent.postPatiently(
          `/v1/customers/${id}/agreements`,
          attestation({ primaryContact: { email } }),
        );
        expect(confirmed.status).toBe(201);
        expect((await agent.postPatiently(`/v1/customers/${id}/orders`, newOrder())).status).toBe(201);
      }),
    );
  }

  function services(): TestPlatform['apps'][keyof TestPlatform['apps']] {
    return Object.values(platform.apps).flat();
  }

  async function drained(): Promise<boolean> {
    const documents = await databases.all<Published>('customers', 'customers');
    if (!documents.every(isPublished)) return false;
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${from}.`));
    const own = (await followers(admin, topics)).filter(({ groupId }) => groupId.startsWith(`${from}.`));
    for (const { topic, offsets } of own)
      for (const [partition, end] of await endsOf(admin, topic))
        if (!isDrained(end, offsets.get(partition) ?? '-1')) return false;
    return own.length > 0;
  }

  async function ends(topic: string): Promise<{ partition: number; offset: string }[]> {
    return inOrder([...(await endsOf(admin, topic))].map(([partition, { high: offset }]) => ({ partition, offset })));
  }

  async function positions(groupId: string, topic: string): Promise<{ partition: number; offset: string }[]> {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return inOrder(found!.partitions);
  }

  function of(tap: EventTap, wanted: string): TappedEvent[] {
    return tap.events.filter(({ topic }) => topic === wanted);
  }

  /** As of the last state of a customer. */
  function sequenceOf(tap: EventTap, id: string): number {
    const states = of(tap, `${to}.customers.state`).filter(({ key }) => key === id);
    return Number(states.at(-1)!.headers['ce_sequence']);
  }
});

function inOrder(positions: { partition: number; offset: string | bigint }[]): { partition: number; offset: string }[] {
  return positions
    .map(({ partition, offset }) => ({ partition, offset: String(offset) }))
    .sort((one, other) => one.partition - other.partition);
}
