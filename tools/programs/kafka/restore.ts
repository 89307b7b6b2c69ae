// `npm run restore -- rewind|compare <service> …`: what brings a service about whose database was restored from a backup. What each is for,
// and when, is in docs/guides/operations/restore.md.
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { findSession } from '../../kafka/bulk/connection.ts';
import { compare } from '../../kafka/restoring/comparison.ts';
import { publishedBy } from '../../kafka/restoring/published.ts';
import { rewindGroup } from '../../kafka/restoring/rewind.ts';
import { Failure, runProgram } from '../../process/program.ts';
import { kafkaClient } from '../../stack/kafka-client.ts';

const USAGE = `Usage: npm run restore -- rewind <service> --since <when the backup was made, ISO 8601>
       npm run restore -- compare <service> [--lift]`;

await runProgram(async () => {
  const { command, service, since, lift } = readOptions();
  const { KAFKA_BROKERS, TOPIC_PREFIX, MONGODB_URI, DATABASE_PREFIX } = process.env;
  const session = findSession();
  const brokers = KAFKA_BROKERS ?? session.kafkaBrokers;
  const uri = MONGODB_URI ?? session.mongoUri;
  if (!brokers || !uri) throw new Failure('Start the platform with npm start, or set KAFKA_BROKERS and MONGODB_URI.');
  const prefix = TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier';
  const kafka = kafkaClient('restore', brokers);
  if (command === 'rewind') {
    for (const [topic, count] of await rewindGroup(kafka, prefix, service, since))
      console.log(`${service} will read ${count} messages of ${topic} again.`);
    return 0;
  }
  const published = await publishedBy(kafka, prefix, service);
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  try {
    const database = client.db(`${DATABASE_PREFIX ?? 'twotier'}-${service}`);
    const behind = await compare(database, published, { lift });
    for (const one of behind) console.log(JSON.stringify(one));
    const lifted = lift ? ' Those that the database has go on after what was told.' : '';
    console.error(`${behind.length} of ${published.size} are behind what ${service} has told.${lifted}`);
  } finally {
    await client.close();
  }
  return 0;
});

function readOptions(): { command: 'rewind' | 'compare'; service: string; since: Date; lift: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { since: { type: 'string', default: '' }, lift: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [command, service] = positionals;
    const since = new Date(values.since);
    const isRewind = command === 'rewind' && !Number.isNaN(since.getTime()) && !values.lift;
    const isCompare = command === 'compare' && values.since === '';
    if (service && positionals.length === 2 && (isRewind || isCompare))
      return { command, service, since, lift: values.lift };
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new Failure(USAGE);
}
