import { type ServiceTopic } from '../topics/service-topics.js';

/** Kafka's names of what may be allowed. READ and WRITE include DESCRIBE. */
export type BrokerOperation =
  | 'READ'
  | 'WRITE'
  | 'CREATE'
  | 'DELETE'
  | 'DESCRIBE'
  | 'DESCRIBE_CONFIGS'
  | 'ALTER_CONFIGS';

/** What a user of the broker needs on one topic or group, or on all whose names begin so. */
export interface BrokerRight {
  resource: 'TOPIC' | 'GROUP';
  name: string;
  pattern: 'LITERAL' | 'PREFIXED';
  operations: BrokerOperation[];
}

/**
 * All that a service needs. It creates the topics that do not exist: without CREATE somebody else has to, before it starts. By
 * DESCRIBE_CONFIGS it warns of topics that are not set up well, and by ALTER_CONFIGS it sees to the settings of those of its own.
 * @param beginners how the names of its groups begin in which it reads states that it begins with
 */
export function rightsOfService(topics: readonly ServiceTopic[], group: string, beginners: string): BrokerRight[] {
  const onTopics = topics.map(({ topic, reads, writes, beginsWith, isOwn }) =>
    rightOn('TOPIC', topic, [
      ...(reads || beginsWith ? (['READ'] as const) : []),
      ...(writes ? (['WRITE'] as const) : []),
      'CREATE',
      'DESCRIBE_CONFIGS',
      ...(isOwn ? (['ALTER_CONFIGS'] as const) : []),
    ]),
  );
  return [
    ...onTopics,
    ...(topics.some(({ reads }) => reads) ? [rightOn('GROUP', group, ['READ'])] : []),
    ...(topics.some(({ beginsWith }) => beginsWith)
      ? [{ ...rightOn('GROUP', beginners, ['READ', 'DELETE']), pattern: 'PREFIXED' as const }]
      : []),
  ];
}

/** What a consumer of others needs, whose groups have names that begin with `groups`. */
export function rightsOfConsumer(topics: readonly string[], groups: string): BrokerRight[] {
  return [
    ...topics.map((topic) => rightOn('TOPIC', topic, ['READ'])),
    { ...rightOn('GROUP', groups, ['READ']), pattern: 'PREFIXED' },
  ];
}

/** What a sender of commands needs beside what it needs to read their outcomes. */
export function rightsOfSender(topics: readonly string[]): BrokerRight[] {
  return topics.map((topic) => rightOn('TOPIC', topic, ['WRITE']));
}

/** What it takes to look at the dead letters of services, and to give them to their groups again. */
export function rightsOfDeadLetters(topics: readonly ServiceTopic[]): BrokerRight[] {
  const byName = new Map(topics.map((spec) => [spec.topic, spec]));
  const redrives = [...byName.keys()].filter((topic) => topic.endsWith('.redrive'));
  const parked = [...byName.keys()].filter((topic) => topic.endsWith('.dlt'));
  const origins = [...byName.values()].filter(({ topic, reads }) => reads && !redrives.includes(topic));
  return [
    ...[...parked, ...origins.map(({ topic }) => topic)].map((topic) => rightOn('TOPIC', topic, ['READ'])),
    ...redrives.map((topic) => rightOn('TOPIC', topic, ['READ', 'WRITE'])),
    ...parked.map((topic) => rightOn('GROUP', `${topic}.redriven`, ['READ'])),
    { ...rightOn('GROUP', 'dlt-', ['READ']), pattern: 'PREFIXED' },
  ];
}

function rightOn(resource: BrokerRight['resource'], name: string, operations: BrokerOperation[]): BrokerRight {
  return { resource, name, pattern: 'LITERAL', operations };
}
