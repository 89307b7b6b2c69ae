import { Logger } from '@nestjs/common';
import kafkajs, { type Admin } from 'kafkajs';
import { brokerRefusal } from '../broker/broker-refusal.js';
import { kafkaUserOf } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ServiceTopic } from './service-topics.js';
import { faultsOfTopic, type ExistingTopic } from './topic-faults.js';
import { type KnownTopics } from './topic-migration.js';
import { entriesOf, settingsOf, type TopicSettings } from './topic-settings.js';

const logger = new Logger('Topics');

/**
 * Warns of topics that are not as they should be: of each fault once, with the topics that have it. Never rejects: a service works with
 * such topics as well as they let it.
 */
export async function checkTopics(
  admin: Admin,
  options: MessagingOptions,
  topics: ServiceTopic[],
  known: KnownTopics,
): Promise<void> {
  try {
    const brokers = (await admin.describeCluster()).brokers.length;
    const existing = await describe(admin, topics, known);
    for (const [fault, names] of byFault(topics, existing, { ...options, brokers }))
      logger.warn({ topics: names }, `${names.join(', ')}: ${fault}.`);
  } catch (error) {
    const refusal = brokerRefusal(error);
    const reason = refusal
      ? `${kafkaUserOf(options)} lacks DESCRIBE_CONFIGS on the topic ${refusal.topic} (${refusal.code})`
      : (error as Error).message;
    logger.warn(`Whether topics are set up well is not known: ${reason}.`);
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

/** What is known already is not asked for again. */
async function describe(
  admin: Admin,
  specs: ServiceTopic[],
  { visible, settings }: KnownTopics,
): Promise<Map<string, ExistingTopic>> {
  // Those that a right is missing for are told by who needs it.
  const names = specs.map(({ topic }) => topic).filter((topic) => visible.has(topic));
  const [{ topics }, others] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    settingsOfTopics(
      admin,
      names.filter((name) => !settings.has(name)),
    ),
  ]);
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      {
        partitions: partitions.length,
        replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        settings: settings.get(name) ?? others.get(name) ?? {},
      },
    ]),
  );
}

async function settingsOfTopics(admin: Admin, names: string[]): Promise<Map<string, TopicSettings>> {
  if (names.length === 0) return new Map();
  const resources = names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name }));
  const described = await admin.describeConfigs({ resources, includeSynonyms: false });
  return new Map(names.map((name) => [name, settingsOf(entriesOf(described.resources, name))]));
}
