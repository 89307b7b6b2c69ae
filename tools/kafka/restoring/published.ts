import { randomBytes } from 'node:crypto';
import { type Admin, type Kafka, type KafkaMessage } from 'kafkajs';
import { endsOf } from '../moving/followers.ts';

/** What the topics of a service know of one of its aggregates. */
export interface Published {
  /** Of the last event. */
  sequence: number;
  /** Of the last state; 0: it has none. */
  version: number;
  /** The last state that is told of it, by key; null: there is none any more. */
  states: Map<string, unknown>;
}

/** Reads the topics of events and of states of a service to what is their end now. */
export async function publishedBy(kafka: Kafka, prefix: string, service: string): Promise<Map<string, Published>> {
  const published = new Map<string, Published>();
  const topics = [`${prefix}.${service}.events`, `${prefix}.${service}.state`];
  const groupId = `${prefix}.${service}.states-${randomBytes(4).toString('hex')}`;
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  await admin.connect();
  try {
    const unread = await unreadOf(admin, topics);
    if (unread.size === 0) return published;
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const running = consumer.run({
        autoCommit: false,
        eachBatch: ({ batch: { topic, partition, messages } }) => {
          for (const message of messages) learn(published, message);
          const at = `${topic}/${partition}`;
          if (BigInt(messages.at(-1)?.offset ?? -1) + 1n >= (unread.get(at) ?? 0n)) unread.delete(at);
          if (unread.size === 0) resolve();
          return Promise.resolve();
        },
      });
      running.catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => {});
    await admin.disconnect();
  }
  return published;
}

async function unreadOf(admin: Admin, topics: string[]): Promise<Map<string, bigint>> {
  const unread = new Map<string, bigint>();
  for (const topic of topics)
    for (const [partition, { low, high }] of await endsOf(admin, topic))
      if (low < high) unread.set(`${topic}/${partition}`, high);
  return unread;
}

function learn(published: Map<string, Published>, { key, value, headers = {} }: KafkaMessage): void {
  const subject = String(headers['ce_subject'] ?? '');
  if (subject === '') return;
  const known = published.get(subject) ?? { sequence: 0, version: 0, states: new Map() };
  published.set(subject, known);
  known.sequence = Math.max(known.sequence, Number(headers['ce_sequence'] ?? 0));
  if (headers['ce_stateversion'] === undefined) return;
  const version = Number(headers['ce_stateversion']);
  known.version = Math.max(known.version, version);
  known.states.set(String(key), value === null ? null : JSON.parse(value.toString()));
}
