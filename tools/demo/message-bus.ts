import { randomBytes, randomUUID } from 'node:crypto';
import { Partitioners, type Consumer, type Kafka, type KafkaMessage } from 'kafkajs';
import { Failure } from '../process/program.ts';
import { kafkaClient } from '../stack/kafka-client.ts';

export interface Command {
  type: string;
  /** Of the platform that sends it. */
  source: string;
  /** The customer that it is about: the key, which keeps the order. */
  subject: string;
  correlationId: string;
  data: object;
}

/** The platform's topics, as a platform of an enterprise reads events from them and writes commands to them. */
export class MessageBus {
  readonly #kafka: Kafka;
  readonly #consumer: Consumer;
  readonly #brokers: string;
  readonly #prefix: string;

  /**
   * @param brokers `host:port`, comma-separated
   * @param prefix of the topics
   */
  constructor(brokers: string, prefix: string) {
    this.#brokers = brokers;
    this.#prefix = prefix;
    this.#kafka = kafkaClient('demo', brokers);
    const groupId = `demo-${randomBytes(4).toString('hex')}`;
    this.#consumer = this.#kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  }

  /** Gives all events of all services to the listener, from the first that is kept. */
  async watch(onEvent: (topic: string, message: KafkaMessage) => void): Promise<void> {
    try {
      await this.#consumer.connect();
      await this.#consumer.subscribe({ topics: [new RegExp(`^${this.#prefix}\\..*\\.events$`)], fromBeginning: true });
      await this.#consumer.run({
        autoCommit: false,
        eachMessage: ({ topic, message }) => Promise.resolve(onEvent(topic, message)),
      });
    } catch (error) {
      throw new Failure(`Kafka at ${this.#brokers} cannot be read: ${(error as Error).message}`);
    }
  }

  /** Publishes a command: CloudEvents 1.0 in binary mode. Resolves to the full name of the topic. */
  async send(topic: string, { type, source, subject, correlationId, data }: Command): Promise<string> {
    const createPartitioner = Partitioners.DefaultPartitioner;
    const producer = this.#kafka.producer({ allowAutoTopicCreation: false, createPartitioner });
    const headers = {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_source: source,
      ce_type: type,
      ce_subject: subject,
      ce_time: new Date().toISOString(),
      ce_correlationid: correlationId,
      'content-type': 'application/json',
    };
    const fullTopic = `${this.#prefix}.${topic}`;
    await producer.connect();
    try {
      await producer.send({
        topic: fullTopic,
        acks: -1,
        messages: [{ key: subject, value: JSON.stringify(data), headers }],
      });
    } finally {
      await producer.disconnect();
    }
    return fullTopic;
  }

  close(): Promise<void> {
    return this.#consumer.disconnect();
  }
}
