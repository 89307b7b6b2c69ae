import { randomUUID } from 'node:crypto';
import { type Consumer, type IHeaders, type Kafka, type Message } from 'kafkajs';
import mongoose from 'mongoose';
import { eventually } from '../process/concurrency.ts';
import { Failure } from '../process/program.ts';
import { kafkaClient } from '../stack/kafka-client.ts';
import { type Bench } from './rounds.ts';
import { databaseOptions } from './systems/database.ts';
import { EVENT_TOPICS } from './systems.ts';

const ATTESTED_TYPE = 'io.twotier.agreement.confirmed.v1';
const AGREEMENTS_TOPIC = 'bench.agreements.events';
const [APPLIED_TOPIC, BACKLOG_TOPIC] = EVENT_TOPICS;
const PORTION = 1_000;
const LOOK_EVERY_MS = 50;
const WORK_OFF_LIMIT_MS = 10 * 60_000;

type Applied = { _id: string; value: string };

/** Milliseconds from one service's write, as it is answered, until another one has applied its event; the same of bare clients. */
export interface AppliedTimes {
  ours: number[];
  bare: number[];
}

/** Messages a second. */
export interface WorkOff {
  ours: number;
  bare: number;
}

/** What happens behind the requests, beside a bare consumer of the same broker, which writes into the same database. */
export class EventBench {
  readonly #bench: Bench;
  readonly #kafka: Kafka;
  readonly #client: mongoose.mongo.MongoClient;

  private constructor(bench: Bench, client: mongoose.mongo.MongoClient) {
    this.#bench = bench;
    this.#client = client;
    this.#kafka = kafkaClient('bench-events', bench.systems.kafkaBrokers);
  }

  static async open(bench: Bench): Promise<EventBench> {
    return new EventBench(bench, await mongoose.mongo.MongoClient.connect(bench.systems.mongoUri, databaseOptions));
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** @param attest confirms the agreement of a customer, whose id it answers */
  async applied(times: number, attest: () => Promise<string>): Promise<AppliedTimes> {
    const producer = this.#kafka.producer({ idempotent: true, allowAutoTopicCreation: false, maxInFlightRequests: 1 });
    await producer.connect();
    const consumer = await this.#consume(
      APPLIED_TOPIC,
      async (messages) => void (await this.#bare.insertMany(messages)),
    );
    const ours: number[] = [];
    const bare: number[] = [];
    for (let done = 0; done < times; done++) {
      ours.push(await this.#untilThere(this.#projected, await attest()));
      const key = randomUUID();
      await producer.send({ topic: APPLIED_TOPIC, acks: -1, messages: [{ key, value: '{}' }] });
      bare.push(await this.#untilThere(this.#bare, key));
    }
    await consumer.disconnect();
    await producer.disconnect();
    return { ours, bare };
  }

  /** Publishes events while nobody consumes them, and measures how fast they are worked off then. */
  async workOff(count: number): Promise<WorkOff> {
    const [customers] = this.#bench.systems.platform.apps.customers;
    const sample = await this.#sampleEvent();
    await customers?.stop();
    await this.#produce(AGREEMENTS_TOPIC, count, () => copyOf(sample, randomUUID()));
    const before = await this.#projected.countDocuments();
    const startedAt = performance.now();
    await customers?.start();
    const ours = await this.#rateUntil(this.#projected, before, count, startedAt);
    await this.#bare.drop().catch(() => undefined);
    await this.#produce(BACKLOG_TOPIC, count, () => copyOf(sample, randomUUID()));
    const bareStart = performance.now();
    const consumer = await this.#consume(BACKLOG_TOPIC, async (messages) => {
      const operations = messages.map((message) => ({
        replaceOne: { filter: { _id: message._id }, replacement: message, upsert: true },
      }));
      await this.#bare.bulkWrite(operations, { ordered: false });
    });
    const bare = await this.#rateUntil(this.#bare, 0, count, bareStart);
    await consumer.disconnect();
    return { ours, bare };
  }

  get #projected(): mongoose.mongo.Collection<{ _id: string }> {
    return this.#client.db('bench-customers').collection('agreements');
  }

  get #bare(): mongoose.mongo.Collection<Applied> {
    return this.#client.db('bench-events').collection('applied');
  }

  async #consume(topic: string, handle: (messages: Applied[]) => Promise<void>): Promise<Consumer> {
    const consumer = this.#kafka.consumer({
      groupId: `bench-${randomUUID()}`,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 300,
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({
      partitionsConsumedConcurrently: 4,
      eachBatch: ({ batch }) =>
        handle(batch.messages.map(({ key, value }) => ({ _id: String(key), value: String(value) }))),
    });
    await joined;
    return consumer;
  }

  async #untilThere<Stored extends { _id: string }>(
    collection: mongoose.mongo.Collection<Stored>,
    id: string,
  ): Promise<number> {
    const startedAt = performance.now();
    while (!(await collection.findOne({ _id: id } as object, { projection: { _id: 1 } })));
    return performance.now() - startedAt;
  }

  async #rateUntil<Stored extends { _id: string }>(
    collection: mongoose.mongo.Collection<Stored>,
    before: number,
    count: number,
    startedAt: number,
  ): Promise<number> {
    const isDone = async (): Promise<boolean> => (await collection.countDocuments()) >= before + count;
    if (!(await eventually(isDone, { limitMs: WORK_OFF_LIMIT_MS, intervalMs: LOOK_EVERY_MS })))
      throw new Failure(`${count} events were not worked off in ${WORK_OFF_LIMIT_MS / 60_000} minutes.`);
    return (count / (performance.now() - startedAt)) * 1_000;
  }

  async #produce(topic: string, count: number, next: () => Message): Promise<void> {
    const producer = this.#kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    for (let sent = 0; sent < count; sent += PORTION) {
      const messages = Array.from({ length: Math.min(PORTION, count - sent) }, next);
      await producer.send({ topic, acks: -1, messages });
    }
    await producer.disconnect();
  }

  /** An event as the platform has published it. */
  async #sampleEvent(): Promise<Message> {
    const consumer = this.#kafka.consumer({ groupId: `bench-${randomUUID()}`, allowAutoTopicCreation: false });
    await consumer.connect();
    await consumer.subscribe({ topic: AGREEMENTS_TOPIC, fromBeginning: true });
    const sample = await new Promise<Message>((resolve) => {
      void consumer.run({
        eachMessage: ({ message: { key, value, headers = {} } }) => {
          if (String(headers['ce_type']) === ATTESTED_TYPE) resolve({ key, value, headers });
          return Promise.resolve();
        },
      });
    });
    await consumer.disconnect();
    return sample;
  }
}

/** The same event of another customer. */
function copyOf({ key, value, headers = {} }: Message, id: string): Message {
  const known = String(key);
  const renamed = (text: unknown): string => String(text).replaceAll(known, id);
  const copied: IHeaders = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, renamed(text)]));
  return { key: id, value: renamed(value), headers: copied };
}
