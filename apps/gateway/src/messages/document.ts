import { retentionMs } from '#lib/messaging';
import data from '../../../../docs/asyncapi/two-tier.json' with { type: 'json' };

/** A schema of the AsyncAPI document, as far as the contracts use JSON Schema. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  description?: string;
  format?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  default?: unknown;
  const?: unknown;
}

interface Reference {
  $ref: string;
}

export interface Message {
  /** The CloudEvents type. */
  name: string;
  /** The type without its prefix and version, such as `customer.created`. */
  title: string;
  summary: string;
  headers: Schema;
  payload: Reference;
  examples: { payload: object }[];
}

interface TopicConfiguration {
  'cleanup.policy': string[];
  /** Of a log; -1: for ever. */
  'retention.ms'?: number;
  /** Of a compacted topic: how long it says that there is none any more. */
  'delete.retention.ms'?: number;
}

export interface Channel {
  /** The topic. */
  address: string;
  title: string;
  messages: Record<string, Reference>;
  bindings: {
    kafka: { topic: string; partitions: number; replicas: number; topicConfiguration: TopicConfiguration };
  };
}

export interface Operation {
  action: string;
  channel: Reference;
  bindings?: { kafka: { groupId: { type: string; enum: string[] } } };
}

/** The AsyncAPI 3.1 document of all events and commands. */
export interface MessagesDocument {
  info: object;
  channels: Record<string, Channel>;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
}

/** What the operator says of topics. */
export interface TopicSettings {
  TOPIC_PREFIX: string;
  TOPIC_PARTITIONS: number;
  TOPIC_REPLICATION_FACTOR: number;
  TOPIC_RETENTION_DAYS?: number;
}

/** The document as `npm run docs` has written it: with the names and numbers that topics have where nothing is configured. */
export const writtenDocument = data as unknown as MessagesDocument;

/** The document with the topics as this platform has them. */
export function withTopics(document: MessagesDocument, settings: TopicSettings): MessagesDocument {
  const named = (name: string): string => name.replace(/^[^.]+/, settings.TOPIC_PREFIX);
  return {
    ...document,
    channels: mapped(document.channels, (channel) => ({
      ...channel,
      address: named(channel.address),
      bindings: {
        kafka: {
          ...channel.bindings.kafka,
          topic: named(channel.address),
          partitions: settings.TOPIC_PARTITIONS,
          replicas: settings.TOPIC_REPLICATION_FACTOR,
          topicConfiguration: withRetention(channel.bindings.kafka.topicConfiguration, settings),
        },
      },
    })),
    operations: mapped(document.operations, ({ bindings, ...operation }) => {
      if (!bindings) return operation;
      const groupId = { ...bindings.kafka.groupId, enum: bindings.kafka.groupId.enum.map(named) };
      return { ...operation, bindings: { kafka: { ...bindings.kafka, groupId } } };
    }),
  };
}

function withRetention(
  configuration: TopicConfiguration,
  { TOPIC_RETENTION_DAYS: days }: TopicSettings,
): TopicConfiguration {
  if (configuration['retention.ms'] === undefined) return configuration;
  return { ...configuration, 'retention.ms': retentionMs(days) };
}

/** Whether a topic keeps the last message of each key alone. */
export function isCompacted({ bindings }: Channel): boolean {
  return bindings.kafka.topicConfiguration['cleanup.policy'].includes('compact');
}

/** The last word of a reference, which names what it leads to. */
export function nameIn({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

function mapped<From, To>(values: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
