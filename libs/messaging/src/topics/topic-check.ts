import { Logger } from '@nestjs/common';
import kafkajs, { type Admin } from 'kafkajs';
import { brokerRefusal } from '../broker/broker-refusal.js';
import { createKafkaClient, kafkaUserOf } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ServiceTopic } from './service-topics.js';
import { faultsOfTopic, type ExistingTopic } from './topic-faults.js';
import { entriesOf, settingsOf } from './topic-settings.js';

const logger = new Logger('Topics');

/**
 * Warns of topics that are not as they should be: of each fault once, with the topics that have it. Never rejects: a service works with
 * such topics as well as they let it.
 */
export async function checkTopics(options: MessagingOptions, topics: ServiceTopic[]): Promise<void> {
  const admin = createKafkaClient(`${options.service}-check`, options).admin();
  try {
    await admin.connect();
    const brokers = (await admin.describeCluster()).brokers.length;
    const existing = await describe(admin, topics);
    for (const [fault, names] of byFault(topics, existing, { ...options, brokers }))
      logger.warn({ topics: names }, `${names.join(', ')}: ${fault}.`);
  } catch (error) {
    const refusal = brokerRefusal(error);
    const reason = refusal
      ? `${kafkaUserOf(options)} lacks DESCRIBE_CONFIGS on the topic ${refusal.topic} (${refusal.code})`
      : (error as Error).message;
    logger.warn(`Whether topics are set up well is not known: ${reason}.`);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

function byFault(
  topics: ServiceTopic[],
  existing: Map<string, ExistingTopic>,
  cluster: Parameters<typeof faultsOfTopic>[2],
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const spec of topics) {
    const actual = existing.get(spec.topic);
    for (const fault of actual ? faultsOfTopic(spec, actual, cluster) : [])
      found.set(fault, [...(found.get(fault) ?? []), spec.topic]);
  }
  return found;
}

async function describe(admin: Admin, specs: ServiceTopic[]): Promise<Map<string, ExistingTopic>> {
  // Those that a right is missing for are told by who needs it.
  const visible = new Set(await admin.listTopics());
  const names = specs.map(({ topic }) => topic).filter((topic) => visible.has(topic));
  const resources = names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name }));
  const [{ topics }, described] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    admin.describeConfigs({ resources, includeSynonyms: false }),
  ]);
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      {
        partitions: partitions.length,
        replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        settings: settingsOf(entriesOf(described.resources, name)),
      },
    ]),
  );
}
