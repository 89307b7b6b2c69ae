// @ts-check
import { randomBytes } from 'node:crypto';
import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;

/** @typedef {{ topic: string, waiting: number, redriven: number }} Summary */
/** @typedef {{ offset: string, key: string, headers: Record<string, string>, value: string }} DeadLetter */

/** Lists, reads and re-drives the messages that services have parked. */
export class DeadLetters {
  #kafka;

  /** @param {string} brokers `host:port`, comma-separated */
  constructor(brokers) {
    this.#kafka = new Kafka({ clientId: 'dlt', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  }

  /**
   * @param {string} prefix of the topics
   * @returns {Promise<Summary[]>} the dead-letter topics that hold something
   */
  async list(prefix) {
    return this.#withAdmin(async (admin) => {
      const topics = (await admin.listTopics())
        .filter((topic) => topic.startsWith(`${prefix}.`) && topic.endsWith('.dlt'))
        .sort();
      const summaries = await Promise.all(topics.map((topic) => summarise(admin, topic)));
      return summaries.filter(({ waiting, redriven }) => waiting + redriven > 0);
    });
  }

  /**
   * @param {string} topic
   * @returns {Promise<DeadLetter[]>} what waits in a dead-letter topic, the oldest first
   */
  async show(topic) {
    const from = await this.#withAdmin((admin) => redrivenUpTo(admin, topic));
    /** @type {DeadLetter[]} */
    const letters = [];
    await this.#read(topic, `dlt-show-${randomBytes(4).toString('hex')}`, async (letter) => {
      if (Number(letter.offset) >= from) letters.push(letter);
    });
    return letters;
  }

  /**
   * Gives what waits to the group that parked it once more, and to no other. A message that fails again is parked again.
   * @param {string} topic
   * @returns {Promise<number>} how many messages
   */
  async redrive(topic) {
    const producer = this.#kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    let count = 0;
    try {
      await this.#read(topic, redriveGroup(topic), async (letter) => {
        const { key, value, headers } = letter.headers.dlt_without_value ? await this.#original(letter) : letter;
        const original = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('dlt_')));
        await producer.send({
          topic: topic.replace(/\.dlt$/, '.redrive'),
          acks: -1,
          messages: [{ key, value, headers: original }],
        });
        count++;
      });
    } finally {
      await producer.disconnect();
    }
    return count;
  }

  /**
   * What was too large to be parked is still where it came from.
   * @param {DeadLetter} letter
   * @returns {Promise<DeadLetter>}
   */
  async #original({ headers: { dlt_topic: topic = '', dlt_partition: partition = '0', dlt_offset: offset = '0' } }) {
    const groupId = `dlt-original-${randomBytes(4).toString('hex')}`;
    const consumer = this.#kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [topic] });
      return await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer.run({
          autoCommit: false,
          eachMessage: async ({ partition: found, message }) => {
            if (found === Number(partition) && message.offset === offset) resolve(toLetter(message));
          },
        });
        consumer.seek({ topic, partition: Number(partition), offset });
      });
    } finally {
      await consumer.disconnect();
    }
  }

  /**
   * Reads to what is the end now; the group remembers how far it came.
   * @param {string} topic
   * @param {string} groupId
   * @param {(letter: DeadLetter) => Promise<void>} onLetter
   */
  async #read(topic, groupId, onLetter) {
    const { end, from } = await this.#withAdmin(async (admin) => ({
      end: await endOf(admin, topic),
      from: await committed(admin, groupId, topic),
    }));
    if (from >= end) return;
    const consumer = this.#kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
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

  /**
   * @template Result
   * @param {(admin: import('kafkajs').Admin) => Promise<Result>} use
   */
  async #withAdmin(use) {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/**
 * @param {import('kafkajs').Admin} admin
 * @param {string} topic
 * @returns {Promise<Summary>}
 */
async function summarise(admin, topic) {
  const redriven = await redrivenUpTo(admin, topic);
  return { topic, redriven, waiting: (await endOf(admin, topic)) - redriven };
}

/**
 * @param {import('kafkajs').Admin} admin
 * @param {string} topic
 */
async function endOf(admin, topic) {
  const [partition] = await admin.fetchTopicOffsets(topic);
  return Number(partition?.high ?? 0);
}

/**
 * @param {import('kafkajs').Admin} admin
 * @param {string} topic
 */
function redrivenUpTo(admin, topic) {
  return committed(admin, redriveGroup(topic), topic);
}

/**
 * @param {import('kafkajs').Admin} admin
 * @param {string} groupId
 * @param {string} topic
 */
async function committed(admin, groupId, topic) {
  const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return Math.max(0, Number(offsets?.partitions[0]?.offset ?? 0));
}

/** @param {string} topic */
function redriveGroup(topic) {
  return `${topic}.redriven`;
}

/**
 * @param {import('kafkajs').KafkaMessage} message
 * @returns {DeadLetter}
 */
function toLetter({ offset, key, value, headers = {} }) {
  const text = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, String(header ?? '')]));
  return { offset, key: key?.toString() ?? '', headers: text, value: value?.toString() ?? '' };
}
