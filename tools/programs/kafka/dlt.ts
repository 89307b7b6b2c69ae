// `npm run dlt -- list | show <topic> | redrive <topic>`: what services could not handle, and giving it to them again.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeadLetters } from '../../kafka/dead-letters.ts';
import { Failure, runProgram } from '../../process/program.ts';
import { ROOT } from '../../stack/checkout.mjs';

await runProgram(async () => {
  const [command, topic] = process.argv.slice(2);
  const { brokers, prefix } = findPlatform();
  const letters = new DeadLetters(brokers);
  if (command === 'list') await list(letters, prefix);
  else if (command === 'show' && topic) await show(letters, topic);
  else if (command === 'redrive' && topic)
    console.log(`${await letters.redrive(topic)} messages of ${topic} were given to their consumer group again.`);
  else throw new Failure('Usage: npm run dlt -- list | show <topic> | redrive <topic>');
  return 0;
});

async function list(letters: DeadLetters, prefix: string): Promise<void> {
  const summaries = await letters.list(prefix);
  if (summaries.length === 0) console.log('No message has been parked so far.');
  for (const summary of summaries)
    console.log(`${summary.topic}: ${summary.waiting} waiting, ${summary.redriven} re-driven before`);
}

async function show(letters: DeadLetters, name: string): Promise<void> {
  for (const { offset, headers, value } of await letters.show(name)) {
    console.log(`${name} offset ${offset}: ${headers.ce_type ?? 'no type'} of ${headers.ce_subject ?? 'no subject'}`);
    console.log(`  ${headers.dlt_cause}: ${headers.dlt_message} (attempts: ${headers.dlt_attempts})`);
    console.log(`  from ${headers.dlt_topic}/${headers.dlt_partition} offset ${headers.dlt_offset}`);
    console.log(`  ${value}`);
  }
}

function findPlatform(): { brokers: string; prefix: string } {
  const file = join(ROOT, '.data', 'session.json');
  const session = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const brokers = process.env.KAFKA_BROKERS ?? session.kafkaBrokers;
  if (!brokers) throw new Failure('No broker is known: start the platform with npm start, or set KAFKA_BROKERS.');
  return { brokers, prefix: process.env.TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier' };
}
