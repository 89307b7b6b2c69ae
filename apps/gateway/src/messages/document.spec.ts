import { withTopics, writtenDocument } from './document.js';

const settings = { TOPIC_PREFIX: 'acme', TOPIC_PARTITIONS: 3, TOPIC_REPLICATION_FACTOR: 2 };

it('[events] topics and groups are as the operator has configured them', () => {
  const { channels, operations } = withTopics(writtenDocument, settings);
  expect(channels['customers']).toMatchObject({
    address: 'acme.customers.events',
    bindings: {
      kafka: {
        topic: 'acme.customers.events',
        partitions: 3,
        replicas: 2,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 },
      },
    },
  });
  expect(operations['customersTakes']?.bindings?.kafka.groupId.enum).toEqual(['acme.customers']);
  expect(JSON.stringify([channels, operations])).not.toContain('twotier.customers');
});

it('[events] logs are kept as long as the operator has configured, and states always', () => {
  const { channels } = withTopics(writtenDocument, { ...settings, TOPIC_RETENTION_DAYS: 90 });
  const configurationOf = (channel: string): object | undefined => channels[channel]?.bindings.kafka.topicConfiguration;
  expect(configurationOf('customers')).toMatchObject({ 'retention.ms': 7_776_000_000 });
  expect(configurationOf('customersState')).toEqual({
    'cleanup.policy': ['compact'],
    'delete.retention.ms': 2_592_000_000,
  });
});

it('[events] where nothing is configured the document is the one that is in the repository', () => {
  const defaults = { TOPIC_PREFIX: 'twotier', TOPIC_PARTITIONS: 12, TOPIC_REPLICATION_FACTOR: 1 };
  expect(withTopics(writtenDocument, defaults)).toEqual(writtenDocument);
});
