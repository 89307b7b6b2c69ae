import { type Message } from 'kafkajs';

export interface TopicMessages {
  topic: string;
  messages: Message[];
}

/**
 * What one request may hold. Brokers take about a megabyte for each partition (`message.max.bytes`), and refuse all of a
 * request that has more for one: then nothing that waits would ever be published.
 */
const MAX_REQUEST_BYTES = 900_000;
/** What Kafka adds to a message, or more. */
const OVERHEAD_BYTES = 100;

/** All messages in their order, by topic, in as few requests as they fit into. */
export function produceRequests(items: TopicMessages[], maxBytes = MAX_REQUEST_BYTES): TopicMessages[][] {
  const requests: Map<string, Message[]>[] = [];
  let bytes = Infinity;
  for (const { topic, messages } of items) {
    for (const message of messages) {
      const size = sizeOf(message);
      if (bytes + size > maxBytes) {
        requests.push(new Map());
        bytes = 0;
      }
      bytes += size;
      const request = requests.at(-1) as Map<string, Message[]>;
      const list = request.get(topic);
      if (list) list.push(message);
      else request.set(topic, [message]);
    }
  }
  return requests.map((request) => [...request].map(([topic, messages]) => ({ topic, messages })));
}

function sizeOf({ key, value, headers = {} }: Message): number {
  const parts = [key, value, ...Object.entries(headers).flat(2)];
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), OVERHEAD_BYTES);
}
