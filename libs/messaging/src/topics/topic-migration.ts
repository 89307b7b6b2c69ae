import { createKafkaClient } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ServiceTopic } from './service-topics.js';

/** For ever. */
export const RETENTION_MS = -1;

/**
 * Creates the topics that do not exist yet and waits until the cluster knows them. Messages are kept for ever, so that
 * a service which is added later learns everything, and one that was away takes every command (`docs/adr/0004-topics.md`).
 */
export async function createTopics(options: MessagingOptions, specs: ServiceTopic[]): Promise<void> {
  const admin = createKafkaClient(`${options.service}-migration`, options).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = specs.filter(({ topic }) => !existing.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, maxMessageBytes }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: options.replicationFactor,
        configEntries: [
          { name: 'retention.ms', value: String(RETENTION_MS) },
          // Senders compress as they like, some without being asked, and the services read neither Snappy, LZ4 nor Zstandard.
          { name: 'compression.type', value: 'uncompressed' },
          ...(maxMessageBytes ? [{ name: 'max.message.bytes', value: String(maxMessageBytes) }] : []),
        ],
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
