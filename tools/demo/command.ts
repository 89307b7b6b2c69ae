import { randomUUID } from 'node:crypto';
import { Partitioners } from 'kafkajs';
import { kafkaClient } from '../stack/kafka-client.ts';

export interface Command {
  /** Without the prefix. */
  topic: string;
  type: string;
  /** Of the platform that sends it. */
  source: string;
  /** The customer that it is about: the key, which keeps the order. */
  subject: string;
  correlationId: string;
  data: object;
}

/**
 * Publishes a command as the platform of an enterprise would: CloudEvents 1.0 in binary mode.
 * @param brokers `host:port`, comma-separated
 * @param prefix of the topics
 */
export async function sendCommand(
  brokers: string,
  prefix: string,
  { topic, type, source, subject, correlationId, data }: Command,
): Promise<void> {
  const producer = kafkaClient('demo', brokers).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
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
  await producer.connect();
  try {
    await producer.send({
      topic: `${prefix}.${topic}`,
      acks: -1,
      messages: [{ key: subject, value: JSON.stringify(data), headers }],
    });
  } finally {
    await producer.disconnect();
  }
}
