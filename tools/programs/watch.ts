// `npm run watch [-- --group <begin>]`: prints each event that the platform publishes from now on, until Ctrl-C.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type IHeaders } from 'kafkajs';
import { findSession } from '../kafka/bulk/connection.ts';
import { Failure, runProgram } from '../process/program.ts';
import { kafkaClient } from '../stack/kafka-client.ts';

await runProgram(async (signal) => {
  // Where the broker has access rules, they say how the names of groups begin.
  const { values } = parseArgs({ options: { group: { type: 'string', default: 'watch' } } });
  const session = findSession();
  const brokers = process.env.KAFKA_BROKERS ?? session.kafkaBrokers;
  if (!brokers) throw new Failure('No broker is known: start the platform with npm start, or set KAFKA_BROKERS.');
  const prefix = process.env.TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier';
  const consumer = kafkaClient('watch', brokers).consumer({ groupId: `${values.group}-${randomUUID()}` });
  consumer.on(consumer.events.GROUP_JOIN, () => console.log(`Watching ${prefix}.*.events at ${brokers}`));
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(new Failure(`The broker at ${brokers} refuses it: ${payload.error.message}`));
    });
  });
  const begun = (async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: [new RegExp(`^${prefix}\\.[a-z]+\\.events$`)] });
    await consumer.run({
      eachMessage: ({ topic, message: { headers = {}, value } }) => {
        const read = (name: keyof IHeaders): string => String(headers[name] ?? '');
        console.log(`${read('ce_type')}\n  ${topic}, subject ${read('ce_subject')}, sequence ${read('ce_sequence')}`);
        console.log(`  ${value?.toString() ?? ''}`);
        return Promise.resolve();
      },
    });
  })().catch((error: Error) => {
    throw new Failure(`No broker can be used at ${brokers}: ${error.message}`);
  });
  await Promise.race([ended, begun]);
  try {
    return await ended;
  } finally {
    await consumer.disconnect();
  }
});
