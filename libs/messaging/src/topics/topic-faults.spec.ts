import { faultsOfTopic } from './topic-faults.js';
import { deadLetterSettings, keptForEver } from './topic-settings.js';

const events = {
  topic: 'p.customers.events',
  partitions: 12,
  settings: keptForEver,
  reads: false,
  writes: true,
  isSpread: true,
};
const parked = { topic: 'x.dlt', partitions: 1, settings: deadLetterSettings, reads: false, writes: true };
const cluster = { brokers: 3, replicationFactor: 3 };
const good = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1', 'min.insync.replicas': '2' };
const existing = { partitions: 12, replicas: 3, settings: good };

it('a topic as it is created has no fault, nor has one of a single broker', () => {
  expect(faultsOfTopic(events, existing, cluster)).toEqual([]);
  const alone = { ...existing, replicas: 1, settings: { ...good, 'min.insync.replicas': '1' } };
  expect(faultsOfTopic(events, alone, { brokers: 1, replicationFactor: 1 })).toEqual([]);
  const long = { ...existing, partitions: 1, settings: { ...good, 'max.message.bytes': '9000000' } };
  expect(faultsOfTopic(parked, long, cluster)).toEqual([]);
});

it.each([
  [3, '4', 'nothing can be written: min.insync.replicas is 4, with 3 replicas. Lower it, or add replicas'],
  [2, '1', 'there are 2 replicas, and TOPIC_REPLICATION_FACTOR is 3. Add replicas by kafka-reassign-partitions.sh'],
  [3, '3', 'nothing can be written while one broker is away: min.insync.replicas is 3, with 3 replicas. Set it to 2'],
  [3, '1', 'what is acknowledged can be lost with one broker: min.insync.replicas is 1. Set it to 2'],
])('%i replicas, and min.insync.replicas of %s', (replicas, inSync, fault) =>
  expect(
    faultsOfTopic(events, { ...existing, replicas, settings: { ...good, 'min.insync.replicas': inSync } }, cluster),
  ).toEqual([fault]),
);

it('one replica is too few where there are more brokers', () =>
  expect(
    faultsOfTopic(
      events,
      { ...existing, replicas: 1, settings: { ...good, 'min.insync.replicas': '1' } },
      { brokers: 3, replicationFactor: 1 },
    ),
  ).toEqual([
    'there is 1 replica: what it holds is lost with its broker. Set TOPIC_REPLICATION_FACTOR to 3 for new topics, and add replicas',
  ]));

it('dead letters in several partitions', () => {
  expect(faultsOfTopic(parked, { ...existing, partitions: 3 }, cluster)).toEqual([
    'there are 3 partitions: npm run dlt sees the first one alone. Create it anew with 1',
  ]);
});

it.each([
  ['cleanup.policy', 'compact', 'messages that are needed are deleted: cleanup.policy is compact. Set it to delete'],
  [
    'retention.ms',
    '604800000',
    'a consumer that is added or away for longer misses what is deleted: retention.ms is 604800000. Set it to -1',
  ],
  [
    'retention.bytes',
    '1000',
    'a consumer that is added or away for longer misses what is deleted: retention.bytes is 1000. Set it to -1',
  ],
  [
    'compression.type',
    'producer',
    'what a sender compresses by Snappy, LZ4 or Zstandard cannot be read: compression.type is producer. Set it to uncompressed',
  ],
  [
    'max.message.bytes',
    '1048588',
    'a long message cannot be parked, or be given again: max.message.bytes is 1048588. Set it to 2097152',
  ],
])('another %s', (name, value, fault) =>
  expect(faultsOfTopic(parked, { ...existing, partitions: 1, settings: { ...good, [name]: value } }, cluster)).toEqual([
    fault,
  ]),
);
