import { randomBytes } from 'node:crypto';
import { Kafka, logLevel, type Consumer, type KafkaConfig } from 'kafkajs';
import { eventually } from '../eventually.js';

/** What an event says, by the names of fields; the text, if it is no JSON. */
export type EventData = Record<string, unknown>;

export interface TappedEvent {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  /** The headers as text, such as `ce_type`. */
  headers: Record<string, string>;
  data: EventData;
}

/** What a broker wants to know of its clients. */
export type Access = Pick<KafkaConfig, 'ssl' | 'sasl'>;

/** Reads topics from their beginning, as any enterprise platform's consumer would. */
export class EventTap {
  readonly events: TappedEvent[] = [];

  private constructor(private readonly consumer: Consumer) {}

  /** @param access how to reach a broker that checks, and how the names of groups begin that may be used there */
  static async open(
    brokers: string,
    topics: string[],
    { groups = 'tap', ...access }: Access & { groups?: string } = {},
  ): Promise<EventTap> {
    const kafka = new Kafka({ ...access, clientId: 'tap', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const groupId = `${groups}-${randomBytes(4).toString('hex')}`;
    const tap = new EventTap(
      kafka.consumer({
        groupId,
        sessionTimeout: 8_000,
        maxWaitTimeInMs: 200,
        retry: { retries: 50, maxRetryTime: 1_000 },
      }),
    );
    try {
      await tap.read(topics);
    } catch (error) {
      await tap.close();
      throw error;
    }
    return tap;
  }

  private async read(topics: string[]): Promise<void> {
    await this.consumer.connect();
    // Services make their topics while they start, and whoever is first may come before them.
    await eventually('the topics are there', async () => {
      await this.consumer.subscribe({ topics, fromBeginning: true });
      return true;
    });
    await this.consumer.run({
      eachMessage: ({ topic, partition, message }) => {
        this.events.push({
          topic,
          partition,
          offset: message.offset,
          key: message.key?.toString() ?? '',
          headers: Object.fromEntries(
            Object.entries(message.headers ?? {}).map(([name, value]) => [name, value?.toString() ?? '']),
          ),
          data: (message.value === null ? null : parse(message.value.toString())) as EventData,
        });
        return Promise.resolve();
      },
    });
  }

  /** The events of one aggregate, in the order of the topic. One that comes twice is there once, as for every consumer. */
  of(subject: string): TappedEvent[] {
    const own = this.events.filter(({ headers }) => headers['ce_subject'] === subject);
    return [
      ...new Map(own.map((event) => [event.headers['ce_id'] ?? `${event.partition}/${event.offset}`, event])).values(),
    ];
  }

  /** The events of one type about a subject, such as `order.amended`, once the first is there. */
  told(subject: string, name: string): Promise<TappedEvent[]> {
    return eventually(name, () => {
      const events = this.of(subject).filter(({ headers }) => headers['ce_type'] === `io.twotier.${name}.v1`);
      return events.length > 0 && events;
    });
  }

  close(): Promise<void> {
    return this.consumer.disconnect();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
