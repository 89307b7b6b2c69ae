// `npm run topics:move -- --to <prefix> --partitions <n> [--finish]`: copies the topics of a platform to others with more partitions, and
// has its consumer groups go on there. docs/guides/grow-partitions.md says when to do what.
import { parseArgs } from 'node:util';
import { findSession } from '../../kafka/bulk/connection.ts';
import { TopicMover, type Told } from '../../kafka/moving/topic-mover.ts';
import { Failure, runProgram } from '../../process/program.ts';
import { consoleLog, withProgress } from '../../process/progress.ts';
import { kafkaClient } from '../../stack/kafka-client.ts';

const USAGE = 'Usage: npm run topics:move -- --to <prefix> --partitions <number> [--from <prefix>] [--finish]';

await runProgram(async (signal) => {
  const { brokers, from, to, partitions, finish } = readOptions();
  const log = consoleLog();
  await withProgress(log, `Topics ${from}.* to ${to}.*`, async (tell) => {
    let count = 0;
    const onCopied = (more: number): void => tell(`${(count += more)} messages`);
    const mover = new TopicMover({
      kafka: kafkaClient('move-topics', brokers, process.env),
      from,
      to,
      partitions,
      signal,
      onCopied,
    });
    const others = finish ? await mover.finish() : [];
    if (!finish) await mover.copy();
    log(`${count} messages were copied.`);
    for (const line of others.map(lineOf)) log(line);
  });
  log(
    finish
      ? `Start the services with TOPIC_PREFIX=${to} and TOPIC_PARTITIONS=${partitions}.`
      : 'Run it again until there is little to copy. Then stop all services, and give --finish.',
  );
  return 0;
});

function lineOf({ groupId, topic, waiting }: Told): string {
  return waiting === 0
    ? `The group ${groupId} has read ${topic}, and goes on at the end of the new topic.`
    : `The group ${groupId} has ${waiting} messages of ${topic} to read. Let it, and run this again.`;
}

function readOptions(): { brokers: string; from: string; to: string; partitions: number; finish: boolean } {
  const text = { type: 'string' } as const;
  const session = findSession();
  const brokers = process.env.KAFKA_BROKERS ?? session.kafkaBrokers;
  if (!brokers) throw new Failure('No broker is known: start the platform with npm start, or set KAFKA_BROKERS.');
  try {
    const options = { from: text, to: text, partitions: text, finish: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ options });
    const from = values.from ?? process.env.TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier';
    const partitions = Number(values.partitions);
    const isName = values.to !== undefined && /^[a-zA-Z0-9_-]+$/.test(values.to) && values.to !== from;
    if (isName && Number.isInteger(partitions) && partitions > 0)
      return { brokers, from, to: values.to!, partitions, finish: values.finish };
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new Failure(USAGE);
}
