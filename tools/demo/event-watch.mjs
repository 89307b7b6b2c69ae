// @ts-check
import { randomBytes } from 'node:crypto';
import kafkajs from 'kafkajs';

const { Kafka, logLevel } = kafkajs;

/** @typedef {{ topic: string, type: string, subject: string, sequence: number, correlationId: string, data: object }} SeenEvent */

/** Reads the events of all services, as any consumer of an enterprise platform would, from now on. */
export class EventWatch {
  #kafka;
  #consumer;
  #onEvent;

  /**
   * @param {string} brokers `host:port`, comma-separated
   * @param {(event: SeenEvent) => void} onEvent
   */
  constructor(brokers, onEvent) {
    this.#onEvent = onEvent;
    this.#kafka = new Kafka({ clientId: 'demo', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const groupId = `demo-${randomBytes(4).toString('hex')}`;
    this.#consumer = this.#kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  }

  /**
   * Resolves when no event can be missed any more.
   * @param {string} prefix of the topics
   */
  async start(prefix) {
    const ends = await this.#endsOf(prefix);
    if (ends.length === 0) throw new Error(`there are no topics ${prefix}.*.events`);
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...new Set(ends.map(({ topic }) => topic))] });
    const { CRASH, GROUP_JOIN } = this.#consumer.events;
    const joined = new Promise((resolve, reject) => {
      this.#consumer.on(GROUP_JOIN, resolve);
      this.#consumer.on(CRASH, ({ payload }) => reject(payload.error));
    });
    const running = this.#consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, message }) => this.#onEvent(toEvent(topic, message)),
    });
    await Promise.all([joined, running]);
    for (const end of ends) this.#consumer.seek(end);
  }

  async stop() {
    await this.#consumer.disconnect();
  }

  /**
   * @param {string} prefix
   * @returns {Promise<{ topic: string, partition: number, offset: string }[]>} where the next event of each partition will be
   */
  async #endsOf(prefix) {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const topics = (await admin.listTopics()).filter((topic) => isOfEvents(topic, prefix)).sort();
      const ends = topics.map(async (topic) =>
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ topic, partition, offset: high })),
      );
      return (await Promise.all(ends)).flat();
    } finally {
      await admin.disconnect();
    }
  }
}

/**
 * @param {string} topic
 * @param {string} prefix
 */
function isOfEvents(topic, prefix) {
  return topic.startsWith(`${prefix}.`) && topic.endsWith('.events');
}

/**
 * @param {string} topic
 * @param {import('kafkajs').KafkaMessage} message
 * @returns {SeenEvent}
 */
function toEvent(topic, { headers = {}, value }) {
  const header = (/** @type {string} */ name) => headers[name]?.toString() ?? '';
  return {
    topic,
    type: header('ce_type'),
    subject: header('ce_subject'),
    sequence: Number(header('ce_sequence')),
    correlationId: header('ce_correlationid'),
    data: JSON.parse(value?.toString() ?? '{}'),
  };
}
