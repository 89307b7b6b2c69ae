import { randomBytes } from 'node:crypto';
import { type KafkaMessage } from 'kafkajs';
import { kafkaClient } from '../stack/kafka-client.ts';

export type SeenEvent = {
  topic: string;
  type: string;
  subject: string;
  sequence: number;
  correlationId: string;
  data: object;
};

/** Reads the events of all services, as any consumer of an enterprise platform would, from now on. */
export class EventWatch {
  #kafka;
  #consumer;
  #onEvent;

  /** @param brokers `host:port`, comma-separated */
  constructor(brokers: string, onEvent: (event: SeenEvent) => void) {
    this.#onEvent = onEvent;
    this.#kafka = kafkaClient('demo', brokers);
    const groupId = `demo-${randomBytes(4).toString('hex')}`;
    this.#consumer = this.#kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  }

  /**
   * Resolves when no event can be missed any more.
   * @param prefix of the topics
   */
  async start(prefix: string): Promise<void> {
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
      eachMessage: ({ topic, message }) => Promise.resolve(this.#onEvent(toEvent(topic, message))),
    });
    await Promise.all([joined, running]);
    for (const end of ends) this.#consumer.seek(end);
  }

  stop(): Promise<void> {
    return this.#consumer.disconnect();
  }

  /** Where the next event of each partition will be. */
  async #endsOf(prefix: string): Promise<{ topic: string; partition: number; offset: string }[]> {
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

function isOfEvents(topic: string, prefix: string) {
  return topic.startsWith(`${prefix}.`) && topic.endsWith('.events');
}

function toEvent(topic: string, { headers = {}, value }: KafkaMessage): SeenEvent {
  const header = (name: string) => headers[name]?.toString() ?? '';
  return {
    topic,
    type: header('ce_type'),
    subject: header('ce_subject'),
    sequence: Number(header('ce_sequence')),
    correlationId: header('ce_correlationid'),
    data: JSON.parse(value?.toString() ?? '{}'),
  };
}
