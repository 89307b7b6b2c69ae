import { Logger } from '@nestjs/common';
import kafkajs, { type Admin, type ConfigEntries, type DescribeConfigResponse } from 'kafkajs';
import { brokerRefusal } from '../broker/broker-refusal.js';
import { createKafkaClient, kafkaUserOf } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { type ServiceTopic } from './service-topics.js';
import { entriesOf, inSyncReplicas, settingsOf, type TopicSettings } from './topic-settings.js';

const logger = new Logger('Topics');

/**
 * Creates the topics that do not exist yet and waits until the cluster knows them. Own topics that exist get the settings that they are to
 * have (`docs/adr/0064-state-topics.md`); what else somebody has set of them stays.
 */
export async function createTopics(options: MessagingOptions, specs: ServiceTopic[]): Promise<void> {
  const admin = createKafkaClient(`${options.service}-migration`, options).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    await createMissing(
      admin,
      specs.filter(({ topic }) => !existing.has(topic)),
      options.replicationFactor,
    );
    const own = specs.filter(({ topic, isOwn, settings }) => isOwn && existing.has(topic) && isSaid(settings, options));
    if (own.length > 0) await bringUpToDate(admin, own).catch((error: unknown) => tellRefused(options, error));
  } finally {
    await admin.disconnect();
  }
}

/** How long messages are kept is as it is where nothing is said about it. */
function isSaid(settings: TopicSettings, { retentionDays }: MessagingOptions): boolean {
  return !('retention.ms' in settings) || retentionDays !== undefined;
}

async function createMissing(admin: Admin, missing: ServiceTopic[], replicationFactor: number): Promise<void> {
  if (missing.length === 0) return;
  const safety: TopicSettings =
    replicationFactor > 1 ? { 'min.insync.replicas': String(inSyncReplicas(replicationFactor)) } : {};
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ topic, partitions, settings }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor,
      configEntries: configEntriesOf({ ...settings, ...safety }),
    })),
  });
}

/** Kafka replaces all that is set of a topic: what is set besides is given again. */
async function bringUpToDate(admin: Admin, specs: ServiceTopic[]): Promise<void> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const resources = specs.map(({ topic }) => ({ type, name: topic }));
  const { resources: described } = await admin.describeConfigs({ resources, includeSynonyms: false });
  const changed = specs.flatMap(({ topic, settings }) => {
    const now = setOf(described, topic);
    if (Object.entries(settings).every(([name, value]) => now[name] === value)) return [];
    return [{ type, name: topic, configEntries: configEntriesOf({ ...now, ...settings }) }];
  });
  if (changed.length > 0) await admin.alterConfigs({ validateOnly: false, resources: changed });
}

/** Without this right everything goes on, with the settings that topics have. */
function tellRefused(options: MessagingOptions, error: unknown): void {
  const refusal = brokerRefusal(error);
  if (!refusal) throw error;
  logger.warn(
    `${kafkaUserOf(options)} may not read and change the settings of topics, ${refusal.code}: retention and compaction stay as they are. ` +
      'Give it DESCRIBE_CONFIGS and ALTER_CONFIGS, or set them as docs/guides/operate.md says.',
  );
}

function setOf(described: DescribeConfigResponse['resources'], topic: string): TopicSettings {
  const isSet = ({ configSource }: ConfigEntries): boolean => configSource === kafkajs.ConfigSource.TOPIC_CONFIG;
  return settingsOf(entriesOf(described, topic).filter(isSet));
}

function configEntriesOf(settings: TopicSettings): { name: string; value: string }[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}
