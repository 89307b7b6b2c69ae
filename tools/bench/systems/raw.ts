// What the work itself costs at least: MongoDB's driver and kafkajs, without HTTP. `POST /run` does one kind of it for a
// while, by some callers at once, and answers how often and how fast.
import { randomUUID } from 'node:crypto';
import { createHistogram } from 'node:perf_hooks';
import fastify from 'fastify';
import { type Message } from 'kafkajs';
import mongoose from 'mongoose';
import { type Kind, type RawRound } from '../raw-round.ts';
import { kafkaClient } from '../../stack/kafka-client.ts';
import { newCustomer } from '../samples.ts';
import { databaseOptions } from './database.ts';

const { MONGODB_URI = '', DATABASE = 'bench-raw', KAFKA_BROKERS = '', TOPIC = '', PORT } = process.env;
const GATHER_MS = 3;

type Stored = { _id: string; version: number; state: object };
const client = await mongoose.mongo.MongoClient.connect(MONGODB_URI, databaseOptions);
const customers = client.db(DATABASE).collection<Stored>('customers');
const kafka = kafkaClient('bench-raw', KAFKA_BROKERS);
const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false, maxInFlightRequests: 1 });
await producer.connect();

const waiting: Message[] = [];
let sending: Promise<void> | undefined;

/** Gathers what all callers send into few requests. */
function produceSoon(message: Message): void {
  waiting.push(message);
  sending ??= sendAll().finally(() => (sending = undefined));
}

async function sendAll(): Promise<void> {
  while (waiting.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    const messages = waiting.splice(0, 500);
    await producer.send({ topic: TOPIC, acks: -1, messages });
  }
}

function eventOf(customer: Stored): Message {
  return { key: customer._id, value: JSON.stringify(customer), headers: { ce_id: randomUUID(), ce_type: 'changed' } };
}

/** Each caller has a document of its own, so that none gets into another's way. */
async function callerOf(kind: Kind): Promise<() => Promise<void>> {
  const own: Stored = { _id: randomUUID(), version: 1, state: newCustomer() };
  await customers.insertOne(own);
  if (kind === 'read') return async () => void (await customers.findOne({ _id: own._id }));
  if (kind === 'insert') {
    return async () => {
      const created: Stored = { _id: randomUUID(), version: 1, state: newCustomer() };
      await customers.insertOne(created);
      produceSoon(eventOf(created));
    };
  }
  return async () => {
    const $set = { version: own.version + 1, 'state.billingProfile': newCustomer().billingProfile };
    await customers.updateOne({ _id: own._id, version: own.version }, { $set });
    own.version += 1;
    produceSoon(eventOf(own));
  };
}

async function run(kind: Kind, seconds: number, callers: number): Promise<RawRound> {
  const works = await Promise.all(Array.from({ length: callers }, () => callerOf(kind)));
  const latencies = createHistogram();
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const repeat = async (work: () => Promise<void>): Promise<void> => {
    while (performance.now() < end) {
      const before = performance.now();
      await work();
      latencies.record(Math.max(1, Math.round((performance.now() - before) * 1_000)));
    }
  };
  await Promise.all(works.map(repeat));
  await sending;
  return {
    done: latencies.count,
    seconds: (performance.now() - startedAt) / 1_000,
    p50: latencies.percentile(50) / 1_000,
    p99: latencies.percentile(99) / 1_000,
  };
}

const app = fastify();
app.get('/health', () => ({}));
app.post<{ Body: { kind: Kind; seconds: number; callers: number } }>('/run', ({ body }) =>
  run(body.kind, body.seconds, body.callers),
);
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
