import { Logger } from '@nestjs/common';
import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs';
import { brokerRefusal } from '../broker/broker-refusal.js';
import { kafkaUserOf } from '../broker/kafka-client.js';
import { type MessagingOptions } from '../messaging-options.js';
import { assertPartitions, partitionsOfTopics } from './partitions.js';
import { type ServiceTopic } from './service-topics.js';
import { entriesOf, inSyncReplicas, settingsOf, type TopicSettings } from './topic-settings.js';

const logger = new Logger('Topics');

/** What is known of topics once they are there. */
export interface KnownTopics {
  /** Those that the user can see. */
  visible: ReadonlySet<string>;
  /** Of own topics that were there before, all settings that they have by now. */
  settings: ReadonlyMap<string, TopicSettings>;
}

/**
 * Creates the topics that do not exist yet and waits until the cluster knows them. Rejects if one has another number of partitions. Own topics that exist get the settings that they are to
 * have (`docs/adr/0064-state-topics.md`); what else somebody has set of them stays.
 */
export async function createTopics(
  admin: Admin,
  options: MessagingOptions,
  specs: ServiceTopic[],
): Promise<KnownTopics> {
  const existing = await partitionsOfTopics(admin);
  assertPartitions(specs, existing);
  const missing = specs.filter(({ topic }) => !existing.has(topic));
  const areNew = await createMissing(admin, missing, options.replicationFactor);
  const own = specs.filter(({ topic, isOwn }) => isOwn && existing.has(topic));
  const settings = await bringUpToDate(admin, options, own).catch((error: unknown) => tellRefused(options, error));
  if (areNew) return { visible: new Set([...existing.keys(), ...missing.map(({ topic }) => topic)]), settings };
  const made = await partitionsOfTopics(admin);
  assertPartitions(specs, made);
  return { visible: new Set(made.keys()), settings };
}

/** How long messages are kept is as it is where nothing is said about it. */
function isSaid(settings: TopicSettings, { retentionDays }: MessagingOptions): boolean {
  return !('retention.ms' in settings) || retentionDays !== undefined;
}

/** Answers whether nobody else has created one of them meanwhile. */
async function createMissing(admin: Admin, missing: ServiceTopic[], replicationFactor: number): Promise<boolean> {
  if (missing.length === 0) return true;
  const safety: TopicSettings =
    replicationFactor > 1 ? { 'min.insync.replicas': String(inSyncReplicas(replicationFactor)) } : {};
  return admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ topic, partitions, settings }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor,
      configEntries: configEntriesOf({ ...settings, ...safety }),
    })),
  });
}

/** Kafka replaces all that is set of a topic: what is set besides is given again. Answers what they have then. */
async function bringUpToDate(
  admin: Admin,
  options: MessagingOptions,
  specs: ServiceTopic[],
): Promise<Map<string, TopicSettings>> {
  if (specs.length === 0) return new Map();
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const resources = specs.map(({ topic }) => ({ type, name: topic }));
  const described = (await admin.describeConfigs({ resources, includeSynonyms: false })).resources;
  const known = new Map(specs.map(({ topic }) => [topic, settingsOf(entriesOf(described, topic))]));
  const changed = specs.flatMap(({ topic, settings }) => {
    const now = known.get(topic) ?? {};
    if (!isSaid(settings, options) || Object.entries(settings).every(([name, value]) => now[name] === value)) return [];
    known.set(topic, { ...now, ...settings });
    const set = settingsOf(entriesOf(described, topic).filter(isSet));
    return [{ type, name: topic, configEntries: configEntriesOf({ ...set, ...settings }) }];
  });
  if (changed.length > 0) await admin.alterConfigs({ validateOnly: false, resources: changed });
  return known;
}

/** Without this right everything goes on, with the settings that topics have. */
function tellRefused(options: MessagingOptions, error: unknown): Map<string, TopicSettings> {
  const refusal = brokerRefusal(error);
  if (!refusal) throw error;
  logger.warn(
    `${kafkaUserOf(options)} may not read and change the settings of topics, ${refusal.code}: retention and compaction stay as they are. ` +
      'Give it DESCRIBE_CONFIGS and ALTER_CONFIGS, or set them as docs/guides/operate.md says.',
  );
  return new Map();
}

function isSet({ configSource }: ConfigEntries): boolean {
  return configSource === kafkajs.ConfigSource.TOPIC_CONFIG;
}

function configEntriesOf(settings: TopicSettings): { name: string; value: string }[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}
