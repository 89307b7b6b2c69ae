import { type KafkaMessage } from 'kafkajs';
import { type EventProducer } from './event-producer.js';
import { type Topics } from './topics.js';

/** Where a message came from, and why it was parked. */
export interface ParkedMessage {
  topic: string;
  partition: number;
  message: KafkaMessage;
  error: Error;
  attempts: number;
}

/** Copies messages that cannot be handled to the dead-letter topic of the group, with the cause as headers. */
export class DeadLetters {
  constructor(
    private readonly producer: EventProducer,
    private readonly topics: Topics,
    private readonly group: string,
  ) {}

  /** `origin` is the topic that the message was published to first, also when it was re-driven. */
  park(origin: string, { topic, partition, message, error, attempts }: ParkedMessage): Promise<void> {
    return this.producer.send(this.topics.deadLetters(origin, this.group), [
      {
        key: message.key,
        value: message.value,
        headers: {
          ...message.headers,
          dlt_cause: error.name,
          dlt_message: error.message.slice(0, 1_000),
          dlt_attempts: String(attempts),
          dlt_topic: topic,
          dlt_partition: String(partition),
          dlt_offset: message.offset,
          dlt_group: this.group,
        },
      },
    ]);
  }
}
