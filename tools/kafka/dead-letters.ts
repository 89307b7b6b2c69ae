import { randomBytes } from 'node:crypto';
import { Partitioners, type Admin, type KafkaMessage } from 'kafkajs';
import { kafkaClient } from '../stack/kafka-client.ts';
import { platformTopics } from './moving/platform-topics.ts';

export type Summary = { topic: string; waiting: number; redriven: number };
export type DeadLetter = { offset: string; key: string; headers: Record<string, string>; value: string };

/** Lists, reads and re-drives the messages that services have parked. */
export class DeadLetters {
  #kafka;

  /**
   * @param brokers `host:port`, comma-separated
   * @param environment says how to reach them
   */
  constructor(brokers: string, environment = process.env) {
    this.#kafka = kafkaClient('dlt', brokers, environment);
  }

  /**
   * The dead-letter topics that hold something.
   * @param prefix of the topics
   */
  async list(prefix: string): Promise<Summary[]> {
    return this.#withAdmin(async (admin) => {
      const topics = (await platformTopics(admin, prefix)).filter((topic) => topic.endsWith('.dlt'));
      const summaries = await Promise.all(topics.map((topic) => summarise(admin, topic)));
      return summaries.filter(({ waiting, redriven }) => waiting + redriven > 0);
    });
  }

  /** What waits in a dead-letter topic, the oldest first. */
  async show(topic: string): Promise<DeadLetter[]> {
    const from = await this.#withAdmin((admin) => redrivenUpTo(admin, topic));
    const letters: DeadLetter[] = [];
    await this.#read(topic, `dlt-show-${randomBytes(4).toString('hex')}`, (letter) => {
      if (Number(letter.offset) >= from) letters.push(letter);
    });
    return letters;
  }

  /**
   * Gives what waits to the group that parked it once more, and to no other. A message that fails again is parked again.
   * @returns how many messages
   */
  async redrive(topic: string): Promise<number> {
    const producer = this.#kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    let count = 0;
    try {
      await this.#read(topic, redriveGroup(topic), async (letter) => {
        const { key, value, headers } = letter.headers.dlt_without_value ? await this.#original(letter) : letter;
        const original = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('dlt_')));
        await producer.send({
          topic: topic.replace(/\.dlt$/, '.redrive'),
          acks: -1,
          messages: [{ key, value, headers: { ...original, redriven_of: firstPlaceOf(letter) } }],
        });
        count++;
      });
    } finally {
      await producer.disconnect();
    }
    return count;
  }

  /** What was too large to be parked is still where it came from. */
  async #original({
    headers: { dlt_topic: topic = '', dlt_partition: partition = '0', dlt_offset: offset = '0' },
  }: DeadLetter): Promise<DeadLetter> {
    const groupId = `dlt-original-${randomBytes(4).toString('hex')}`;
    const consumer = this.#kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [topic] });
      return await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer.run({
          autoCommit: false,
          eachMessage: ({ partition: found, message }) => {
            if (found === Number(partition) && message.offset === offset) resolve(toLetter(message));
            return Promise.resolve();
          },
        });
        consumer.seek({ topic, partition: Number(partition), offset });
      });
    } finally {
      await consumer.disconnect();
    }
  }

  /** Reads to what is the end now; the group remembers how far it came. */
  async #read(topic: string, groupId: string, onLetter: (letter: DeadLetter) => Promise<void> | void) {
    const { end, from } = await this.#withAdmin(async (admin) => ({
      end: await endOf(admin, topic),
      from: await committed(admin, groupId, topic),
    }));
    if (from >= end) return;
    const consumer = this.#kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    try {
      await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer.run({
          eachBatchAutoResolve: false,
          eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
            for (const message of batch.messages) {
              if (Number(message.offset) >= end) break;
              await onLetter(toLetter(message));
              resolveOffset(message.offset);
              await commitOffsetsIfNecessary({
                topics: [{ topic, partitions: [{ partition: 0, offset: String(Number(message.offset) + 1) }] }],
              });
            }
            if (Number(batch.lastOffset()) + 1 >= end) resolve(undefined);
          },
        });
      });
    } finally {
      await consumer.disconnect();
    }
  }

  async #withAdmin<Result>(use: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

async function summarise(admin: Admin, topic: string): Promise<Summary> {
  const redriven = await redrivenUpTo(admin, topic);
  return { topic, redriven, waiting: (await endOf(admin, topic)) - redriven };
}

async function endOf(admin: Admin, topic: string) {
  const [partition] = await admin.fetchTopicOffsets(topic);
  return Number(partition?.high ?? 0);
}

function redrivenUpTo(admin: Admin, topic: string) {
  return committed(admin, redriveGroup(topic), topic);
}

async function committed(admin: Admin, groupId: string, topic: string) {
  const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return Math.max(0, Number(offsets?.partitions[0]?.offset ?? 0));
}

function redriveGroup(topic: string) {
  return `${topic}.redriven`;
}

/** By it the service knows which of its dead letters was handled. Earlier versions did not say it. */
function firstPlaceOf({ headers }: DeadLetter) {
  return headers.dlt_first ?? `${headers.dlt_topic}/${headers.dlt_partition}/${headers.dlt_offset}`;
}

function toLetter({ offset, key, value, headers = {} }: KafkaMessage): DeadLetter {
  const text = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, String(header ?? '')]));
  return { offset, key: key?.toString() ?? '', headers: text, value: value?.toString() ?? '' };
}
