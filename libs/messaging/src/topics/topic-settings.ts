import { type ConfigEntries, type DescribeConfigResponse } from 'kafkajs';
import { type MessagingOptions } from '../messaging-options.js';

/** Kafka's settings of a topic, by their names. */
export type TopicSettings = Readonly<Record<string, string>>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** For ever. */
export const RETENTION_MS = -1;

/** Brokers take messages of about a megabyte. The cause makes a parked one longer, and its first place one that is given again: both have to be taken. */
const MAX_DEAD_LETTER_BYTES = 2_097_152;

/** Senders compress as they like, some without being asked, and the services read neither Snappy, LZ4 nor Zstandard. */
const plain: TopicSettings = { 'compression.type': 'uncompressed' };

export const keptForEver: TopicSettings = {
  ...plain,
  'cleanup.policy': 'delete',
  'retention.ms': String(RETENTION_MS),
};

export const deadLetterSettings: TopicSettings = {
  ...keptForEver,
  'max.message.bytes': String(MAX_DEAD_LETTER_BYTES),
};

/** How long topics of events and commands keep messages, in milliseconds; -1: for ever. */
export function retentionMs(days: number | undefined): number {
  return days ? days * DAY_MS : RETENTION_MS;
}

export function logSettings({ retentionDays }: Pick<MessagingOptions, 'retentionDays'>): TopicSettings {
  return { ...plain, 'cleanup.policy': 'delete', 'retention.ms': String(retentionMs(retentionDays)) };
}

/**
 * The last state of each key, and for a month that there is none any more, which is as long as a consumer may be away. What is not
 * the last one goes within a day or two: nothing else would bound how long a person's data stays after a deletion.
 */
export const stateSettings: TopicSettings = {
  ...plain,
  'cleanup.policy': 'compact',
  'delete.retention.ms': String(30 * DAY_MS),
  'max.compaction.lag.ms': String(DAY_MS),
  'min.cleanable.dirty.ratio': '0.1',
};

/** So many copies of a message are safe before it is acknowledged that one broker may be away, or be lost. */
export function inSyncReplicas(replicationFactor: number): number {
  return Math.max(1, replicationFactor - 1);
}

/** The settings that a topic has by now, those that nobody has set among them, as the broker describes it. */
export function entriesOf(described: DescribeConfigResponse['resources'], topic: string): ConfigEntries[] {
  return described.find(({ resourceName }) => resourceName === topic)?.configEntries ?? [];
}

export function settingsOf(entries: ConfigEntries[]): TopicSettings {
  return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
}
