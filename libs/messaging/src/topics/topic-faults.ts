import { type ServiceTopic } from './service-topics.js';
import { type TopicSettings } from './topic-settings.js';

/** A topic as the brokers have it. */
export interface ExistingTopic {
  partitions: number;
  /** Of the partition that has the fewest. */
  replicas: number;
  settings: TopicSettings;
}

/** What `settings` are for, where another value does harm. */
const harm: Record<string, string> = {
  'cleanup.policy': 'messages that are needed are deleted',
  'retention.ms': 'a consumer that is added or away for longer misses what is deleted',
  'retention.bytes': 'a consumer that is added or away for longer misses what is deleted',
  'max.message.bytes': 'a long message cannot be parked, or be given again',
  'compression.type': 'what a sender compresses by Snappy, LZ4 or Zstandard cannot be read',
};
const keptWhole: TopicSettings = { 'retention.bytes': '-1' };

/**
 * What is wrong with a topic, each with what to do about it; empty if nothing is.
 * @param brokers how many there are
 * @param replicationFactor how many replicas topics are created with
 */
export function faultsOfTopic(
  { isSpread, settings }: ServiceTopic,
  existing: ExistingTopic,
  { brokers, replicationFactor }: { brokers: number; replicationFactor: number },
): string[] {
  return [
    ...replicaFaults(existing, brokers, replicationFactor),
    ...(isSpread ? [] : partitionFaults(existing.partitions)),
    ...Object.entries({ ...keptWhole, ...settings }).flatMap(([name, value]) =>
      settingFaults(name, value, existing.settings[name]),
    ),
  ];
}

function replicaFaults({ replicas, settings }: ExistingTopic, brokers: number, replicationFactor: number): string[] {
  const inSync = Number(settings['min.insync.replicas'] ?? 1);
  if (inSync > replicas)
    return [
      `nothing can be written: min.insync.replicas is ${inSync}, with ${copies(replicas)}. Lower it, or add replicas`,
    ];
  if (replicas < replicationFactor)
    return [
      `there are ${copies(replicas)}, and TOPIC_REPLICATION_FACTOR is ${replicationFactor}. Add replicas by kafka-reassign-partitions.sh`,
    ];
  if (replicas === 1)
    return brokers > 1
      ? [
          'there is 1 replica: what it holds is lost with its broker. Set TOPIC_REPLICATION_FACTOR to 3 for new topics, and add replicas',
        ]
      : [];
  if (inSync === replicas)
    return [
      `nothing can be written while one broker is away: min.insync.replicas is ${inSync}, with ${copies(replicas)}. Set it to ${replicas - 1}`,
    ];
  if (inSync === 1 && replicas > 2)
    return [`what is acknowledged can be lost with one broker: min.insync.replicas is 1. Set it to ${replicas - 1}`];
  return [];
}

function copies(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}

/** Of a topic of dead letters. */
function partitionFaults(partitions: number): string[] {
  if (partitions === 1) return [];
  return [`there are ${partitions} partitions: npm run dlt sees the first one alone. Create it anew with 1`];
}

function settingFaults(name: string, wanted: string, actual: string | undefined): string[] {
  if (actual === undefined || actual === wanted) return [];
  if (name === 'max.message.bytes' && Number(actual) > Number(wanted)) return [];
  const consequence = harm[name];
  return consequence ? [`${consequence}: ${name} is ${actual}. Set it to ${wanted}`] : [];
}
