// @ts-check
// `npm run dlt -- list | show <topic> | redrive <topic>`: what services could not handle, and giving it to them again.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeadLetters } from './dlt/dead-letters.mjs';
import { ROOT } from './stack/checkout.mjs';

const USAGE = 'Usage: npm run dlt -- list | show <topic> | redrive <topic>';

const { brokers, prefix } = findPlatform();
const [command, topic] = process.argv.slice(2);
const letters = new DeadLetters(brokers);

if (command === 'list') await list();
else if (command === 'show' && topic) await show(topic);
else if (command === 'redrive' && topic) await redrive(topic);
else fail(USAGE);

async function list() {
  const summaries = await letters.list(prefix);
  if (summaries.length === 0) console.log('No message was ever parked.');
  for (const summary of summaries)
    console.log(`${summary.topic}: ${summary.waiting} waiting, ${summary.redriven} re-driven before`);
}

/** @param {string} name */
async function show(name) {
  for (const { offset, headers, value } of await letters.show(name)) {
    console.log(`${name} offset ${offset}: ${headers.ce_type ?? 'no type'} of ${headers.ce_subject ?? 'no subject'}`);
    console.log(`  ${headers.dlt_cause}: ${headers.dlt_message} (attempts: ${headers.dlt_attempts})`);
    console.log(`  from ${headers.dlt_topic}/${headers.dlt_partition} offset ${headers.dlt_offset}`);
    console.log(`  ${value}`);
  }
}

/** @param {string} name */
async function redrive(name) {
  console.log(`${await letters.redrive(name)} messages of ${name} were given to its group again.`);
}

/** @returns {{ brokers: string, prefix: string }} */
function findPlatform() {
  const file = join(ROOT, '.data', 'session.json');
  const session = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const brokers = process.env.KAFKA_BROKERS ?? session.kafkaBrokers;
  if (!brokers) fail('No broker is known: start the platform with npm start, or set KAFKA_BROKERS.');
  return { brokers, prefix: process.env.TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier' };
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
