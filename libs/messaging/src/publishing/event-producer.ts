import { Inject, Injectable, Logger } from '@nestjs/common';
import { Partitioners, type Message, type Producer } from 'kafkajs';
import {
  brokerRefusal,
  describeRefusal,
  PublishingRefusedError,
  refusalsTotal,
  type BrokerRefusal,
} from '../broker/broker-refusal.js';
import { Coalescer } from './coalescer.js';
import { createKafkaClient, kafkaUserOf } from '../broker/kafka-client.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { produceRequests, type TopicMessages } from './produce-requests.js';

/** What a refusal of everything that this service publishes is of. */
const ALL_TOPICS = 'all topics';

/** What one caller sends, and whether the broker has refused it. */
interface Sending extends TopicMessages {
  refusal?: PublishingRefusedError;
  /** When it is too old to be sent, by the machine's own clock. */
  until: number;
  isLate?: boolean;
}

/**
 * Publishes with acks=all, in order of the calls, gathering the messages of many callers into few requests.
 *
 * A send that failed may have reached the broker all the same. kafkajs would give its sequence numbers to the next
 * batch, which the broker would then take for a repeat and drop although it acknowledges it; so a producer that
 * failed once is thrown away, and the next one begins with an id of its own.
 *
 * What the broker refuses for good is found among what was sent with it, and is refused to its caller alone.
 */
@Injectable()
export class EventProducer {
  private readonly logger = new Logger(EventProducer.name);
  private readonly sends = new Coalescer<Sending>((items) => this.sendAll(items), {
    waitMs: 3,
    mostMs: 20,
    maxItems: 500,
  });
  private producer?: Promise<Producer>;
  private failing = false;
  /** What the broker does not let this service publish, by topic, or as a whole; each until it takes something again. */
  private readonly refused = new Map<string, string>();

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** False from a failed send to the next good one: callers that can wait do not queue up behind a broker that is away. */
  get available(): boolean {
    return !this.failing;
  }

  /** Whether the broker takes nothing for a topic. */
  refuses(topic: string): boolean {
    return this.refused.has(topic);
  }

  /** What the broker does not let this service publish, until somebody mends it. */
  get refusals(): string[] {
    return [...this.refused.values()];
  }

  /**
   * Resolves when the broker has acknowledged all messages; rejects when it is unknown whether it has any. It rejects with
   * `PublishingRefusedError` when the broker does not take them, nor will later.
   *
   * @param withinMs how long they may wait until they are sent; what has waited longer is not
   */
  async send(topic: string, messages: Message[], withinMs = Infinity): Promise<void> {
    const sending: Sending = { topic, messages, until: performance.now() + withinMs };
    await this.sends.add(sending);
    if (sending.refusal) throw sending.refusal;
    if (sending.isLate) throw new Error(`Messages for ${topic} have waited too long to be sent.`);
  }

  async close(): Promise<void> {
    await this.sends.settled();
    await this.discard();
  }

  private async sendAll(items: Sending[]): Promise<void> {
    try {
      await this.sendOrPart(items);
      if (this.failing) this.logger.log('The broker is back.');
      this.failing = false;
      this.refused.delete(ALL_TOPICS);
    } catch (error) {
      const refusal = brokerRefusal(error);
      if (refusal) this.tell(ALL_TOPICS, refusal);
      else if (!this.failing)
        this.logger.warn(`Publishing failed, events wait in their outboxes: ${(error as Error).message}`);
      this.failing = true;
      await this.discard();
      throw error;
    }
  }

  /** A broker that refuses a request refuses all that is in it: then it is sent in parts, in the same order. */
  private async sendOrPart(items: Sending[]): Promise<void> {
    try {
      await this.sendTogether(items);
    } catch (error) {
      const refusal = brokerRefusal(error);
      if (!refusal || refusal.of === 'service') throw error;
      await this.discard();
      await this.sendParts(items, refusal);
    }
  }

  private async sendParts(items: Sending[], refusal: BrokerRefusal): Promise<void> {
    const topics = [...new Set(items.map(({ topic }) => topic))];
    if (refusal.of === 'topic' && topics.length > 1) {
      for (const topic of topics) await this.sendOrPart(items.filter((item) => item.topic === topic));
    } else if (refusal.of === 'topic') {
      for (const item of items) this.refuse(item, refusal);
    } else if (items.length > 1) {
      const middle = Math.ceil(items.length / 2);
      for (const part of [items.slice(0, middle), items.slice(middle)]) await this.sendOrPart(part);
    } else {
      for (const item of items) await this.sendOneByOne(item, refusal);
    }
  }

  /** Messages that are too much together may be taken one after the other. None comes after one that was refused. */
  private async sendOneByOne(item: Sending, refusal: BrokerRefusal): Promise<void> {
    const { topic, messages } = item;
    if (messages.length === 1) return this.refuse(item, refusal);
    for (const message of messages) {
      const one: Sending = { topic, messages: [message], until: item.until };
      await this.sendOrPart([one]);
      item.refusal = one.refusal;
      item.isLate = one.isLate;
      if (item.refusal || item.isLate) return;
    }
  }

  private async sendTogether(items: Sending[]): Promise<void> {
    const producer = await (this.producer ??= this.connect());
    for (const item of items) item.isLate = item.until < performance.now();
    for (const topicMessages of produceRequests(items.filter(({ isLate }) => !isLate))) {
      await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
      for (const { topic } of topicMessages) this.refused.delete(topic);
    }
  }

  private refuse(item: Sending, refusal: BrokerRefusal): void {
    item.refusal = new PublishingRefusedError(item.topic, refusal);
    if (refusal.of === 'message') refusalsTotal.inc({ operation: 'publish', reason: refusal.code });
    else this.tell(item.topic, refusal);
  }

  /** Counted each time, and told once. */
  private tell(topic: string, refusal: BrokerRefusal): void {
    const { code } = refusal;
    refusalsTotal.inc({ operation: 'publish', reason: code });
    if (this.refused.has(topic)) return;
    const user = kafkaUserOf(this.options);
    const line = describeRefusal(user, 'publish', refusal, topic);
    this.refused.set(topic, line);
    this.logger.error(
      { user, operation: 'publish', topic, reason: code },
      `${line}. Its messages wait until that is corrected. The service keeps trying.`,
    );
  }

  private async connect(): Promise<Producer> {
    const producer = createKafkaClient(`${this.options.service}-producer`, this.options).producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
    });
    await producer.connect();
    return producer;
  }

  private async discard(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}
