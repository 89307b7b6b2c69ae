// Creates a customer, and waits for what becomes of the command: node send-command.ts [domain]
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createCommand, outcomeOf, readEvent, topicOf, type PlatformEvent } from '@two-tier/events';

const PATIENCE_MS = 60_000;
const { KAFKA_BROKERS = 'localhost:9094', TOPIC_PREFIX = 'twotier' } = process.env;
// The platform that sends it, which a partner or the operator has registered.
const { COMMAND_SOURCE = 'https://crm.dunmore.example' } = process.env;
const [domain = `juniper${randomBytes(4).toString('hex')}.onmicrosoft.com`] = process.argv.slice(2);

const command = createCommand({
  type: 'io.twotier.customer.create.v1',
  source: COMMAND_SOURCE,
  key: randomUUID(),
  topicPrefix: TOPIC_PREFIX,
  data: {
    companyProfile: { domain },
    billingProfile: {
      email: 'ana@juniper.example',
      culture: 'en-US',
      language: 'en',
      companyName: 'Juniper Foods',
      defaultAddress: {
        firstName: 'Ana',
        lastName: 'Silva',
        addressLine1: 'One Way',
        city: 'Redmond',
        state: 'WA',
        postalCode: '98052',
        country: 'US',
      },
    },
  },
});

const kafka = new Kafka({ clientId: 'send-command', brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR });
const outcomes = await readFromNowOn();
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
await producer.send({ topic: command.topic, messages: [command.message] });
await producer.disconnect();
const outcome = await Promise.race([outcomes.first, delay(PATIENCE_MS, undefined, { ref: false })]);
await outcomes.stop();

if (!outcome) {
  console.log(`no outcome yet of command ${command.id}: the same command with this id may be sent again`);
  process.exitCode = 2;
} else if (outcome.type === 'io.twotier.command.rejected.v1') {
  console.log(`rejected ${outcome.data.code}: ${outcome.data.description}`);
  process.exitCode = 1;
} else if (outcome.type === 'io.twotier.customer.created.v1') {
  console.log(`accepted: ${outcome.data.customerId}`);
}

/** Reads the events that are published from now on, in a group of its own, until the outcome is there. */
async function readFromNowOn(): Promise<{ first: Promise<PlatformEvent>; stop: () => Promise<void> }> {
  const topic = topicOf('io.twotier.customer.created.v1', TOPIC_PREFIX);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  let arrive: (event: PlatformEvent) => void;
  const first = new Promise<PlatformEvent>((resolve) => (arrive = resolve));
  const consumer = kafka.consumer({ groupId: `send-command-${randomUUID()}`, maxWaitTimeInMs: 500 });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message }) => {
      const event = readEvent(message);
      if (event && outcomeOf(command, event)) arrive(event);
      return Promise.resolve();
    },
  });
  for (const { partition, high } of ends) consumer.seek({ topic, partition, offset: high });
  return { first, stop: () => consumer.disconnect() };
}
