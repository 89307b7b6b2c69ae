import { type IHeaders, type KafkaMessage } from 'kafkajs';
import { PublishingRefusedError } from '../../broker/broker-refusal.js';
import { type EventProducer } from '../../publishing/event-producer.js';
import { type Topics } from '../../topics/topics.js';
import { placeOf, REDRIVEN_OF, type ParkedLetters } from './parked-letters.js';

const MAX_SHORT = 256;

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
    private readonly letters: ParkedLetters,
  ) {}

  /**
   * `origin` is the topic that the message was published to first, also when it was re-driven. What the broker does not take
   * as a whole is parked without its value: the headers say where that is, and topics keep it for ever.
   */
  async park(origin: string, { topic, partition, message, error, attempts }: ParkedMessage): Promise<void> {
    const deadLetterTopic = this.topics.deadLetters(origin, this.group);
    const place = firstPlaceOf(origin, { topic, partition, message });
    await this.copy(deadLetterTopic, place, { topic, partition, message, error, attempts });
    await this.letters.parked({ place, deadLetterTopic, group: this.group, error, attempts, message });
  }

  private async copy(
    deadLetters: string,
    place: string,
    { topic, partition, message, error, attempts }: ParkedMessage,
  ): Promise<void> {
    const cause = {
      dlt_first: place,
      dlt_cause: error.name,
      dlt_message: error.message.slice(0, 1_000),
      dlt_attempts: String(attempts),
      dlt_topic: topic,
      dlt_partition: String(partition),
      dlt_offset: message.offset,
      dlt_group: this.group,
    };
    const { key, value, headers } = message;
    try {
      await this.producer.send(deadLetters, [{ key, value, headers: { ...headers, ...cause } }]);
    } catch (failure) {
      if (!(failure instanceof PublishingRefusedError) || failure.refusal.of !== 'message') throw failure;
      const reference = { ...shortHeaders(headers), ...cause, dlt_without_value: failure.refusal.code };
      await this.producer.send(deadLetters, [{ key: isShort(key) ? key : null, value: null, headers: reference }]);
    }
  }
}

/** Where the message was published first. What a sender says of that counts nothing: only re-driven messages are asked. */
export function firstPlaceOf(
  origin: string,
  { topic, partition, message: { headers, offset } }: Pick<ParkedMessage, 'topic' | 'partition' | 'message'>,
): string {
  const redrivenOf = topic === origin ? undefined : headers?.[REDRIVEN_OF]?.toString();
  return redrivenOf ?? placeOf(topic, partition, offset);
}

/** Enough to see which message it is. */
function shortHeaders(headers: IHeaders = {}): IHeaders {
  const names = ['ce_id', 'ce_type', 'ce_source', 'ce_subject'];
  return Object.fromEntries(names.flatMap((name) => (isShort(headers[name]) ? [[name, headers[name]]] : [])));
}

function isShort(text: IHeaders[string] | null): boolean {
  return (Buffer.isBuffer(text) || typeof text === 'string') && text.length <= MAX_SHORT;
}
