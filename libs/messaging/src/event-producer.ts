import { Inject, Injectable, Logger } from '@nestjs/common';
import { Partitioners, type Message, type Producer } from 'kafkajs';
import { Coalescer } from './coalescer.js';
import { createKafkaClient } from './kafka-client.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options.js';
import { produceRequests, type TopicMessages } from './produce-requests.js';

/**
 * Publishes with acks=all, in order of the calls, gathering the messages of many callers into few requests.
 *
 * A send that failed may have reached the broker all the same. kafkajs would give its sequence numbers to the next
 * batch, which the broker would then take for a repeat and drop although it acknowledges it; so a producer that
 * failed once is thrown away, and the next one begins with an id of its own.
 */
@Injectable()
export class EventProducer {
  private readonly logger = new Logger(EventProducer.name);
  private readonly sends = new Coalescer<TopicMessages>((items) => this.sendAll(items), { waitMs: 3, maxItems: 500 });
  private producer?: Promise<Producer>;
  private failing = false;

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** False from a failed send to the next good one: callers that can wait do not queue up behind a broker that is away. */
  get available(): boolean {
    return !this.failing;
  }

  /** Resolves when the broker has acknowledged all messages; rejects when it is unknown whether it has any. */
  send(topic: string, messages: Message[]): Promise<void> {
    return this.sends.add({ topic, messages });
  }

  async close(): Promise<void> {
    await this.sends.settled();
    await this.discard();
  }

  private async sendAll(items: TopicMessages[]): Promise<void> {
    try {
      const producer = await (this.producer ??= this.connect());
      for (const topicMessages of produceRequests(items))
        await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
      if (this.failing) this.logger.log('The broker is back.');
      this.failing = false;
    } catch (error) {
      if (!this.failing)
        this.logger.warn(`Publishing failed, events wait in their outboxes: ${(error as Error).message}`);
      this.failing = true;
      await this.discard();
      throw error;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = createKafkaClient(`${this.options.service}-producer`, this.options.brokers).producer({
      idempotent: true,
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
