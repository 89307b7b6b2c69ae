// Tells of a customer of another portal, and waits for what becomes of it: node examples/typescript/send-command.ts
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createCommand, outcomeOf, readEvent, topicOf, type PlatformEvent } from '@two-tier/events';

const {
  KAFKA_BROKERS = 'localhost:9094',
  TOPIC_PREFIX = 'twotier',
  COMMAND_SOURCE = 'https://crm.dunmore.example',
} = process.env;

const customerId = randomUUID();
const command = createCommand({
  type: 'io.twotier.customer.record-external-relationship.v1',
  source: COMMAND_SOURCE,
  topicPrefix: TOPIC_PREFIX,
  data: { customerId, companyName: 'Juniper Foods', domain: 'juniper.example', country: 'US', cloud: 'Global' },
});

const kafka = new Kafka({ clientId: 'send-command', brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR });
const events = topicOf('io.twotier.command.rejected.v1', TOPIC_PREFIX);
const consumer = kafka.consumer({ groupId: `send-command-${randomUUID()}`, maxWaitTimeInMs: 500 });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const admin = kafka.admin();
await Promise.all([consumer.connect(), producer.connect(), admin.connect()]);

// The outcome comes after the end of now.
const ends = await admin.fetchTopicOffsets(events);
let arrive: (event: PlatformEvent) => void;
const arrived = new Promise<PlatformEvent>((resolve) => (arrive = resolve));
await consumer.subscribe({ topic: events });
await consumer.run({
  autoCommit: false,
  eachMessage: ({ message }) => {
    const event = readEvent(message);
    if (event && outcomeOf(command, event)) arrive(event);
    return Promise.resolve();
  },
});
for (const { partition, high } of ends) consumer.seek({ topic: events, partition, offset: high });

await producer.send({ topic: command.topic, messages: [command.message] });
const outcome = await arrived;
await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);

if (outcome.type === 'io.twotier.command.rejected.v1') {
  console.log(`rejected ${outcome.data.code}: ${outcome.data.description}`);
  process.exitCode = 1;
} else {
  console.log(`accepted: ${customerId}`);
}
