// node docs/tutorial/watch-events.mjs: prints each event that the platform publishes from now on, until Ctrl-C.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';

const { kafkaBrokers, topicPrefix } = JSON.parse(readFileSync('.data/session.json', 'utf8'));
const kafka = new Kafka({ clientId: 'watch-events', brokers: kafkaBrokers.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `watch-events-${randomUUID()}` });

consumer.on(consumer.events.GROUP_JOIN, () => console.log(`Watching ${topicPrefix}.*.events at ${kafkaBrokers}`));
await consumer.connect();
await consumer.subscribe({ topics: [new RegExp(`^${topicPrefix}\\.[a-z]+\\.events$`)] });
await consumer.run({
  eachMessage: async ({ topic, message: { headers = {}, value } }) => {
    console.log(`${headers.ce_type}\n  ${topic}, subject ${headers.ce_subject}, sequence ${headers.ce_sequence}`);
    console.log(`  ${value}`);
  },
});
