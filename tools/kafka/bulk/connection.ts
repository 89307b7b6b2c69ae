import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kafka } from 'kafkajs';
import { DEMO_SOURCE, type Session } from '../../platform/demo-data.ts';
import { Failure } from '../../process/program.ts';
import { ROOT } from '../../stack/checkout.mjs';

export interface Connection {
  brokers: string;
  topicPrefix: string;
  source: string;
}

/** What `npm start` has written of the platform that runs here. */
export function findSession(): Partial<Session> {
  const file = join(ROOT, '.data', 'session.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Session) : {};
}

/** Where to send, and as whom: by options, by the environment, or to the platform of `npm start` as its demo's partner. */
export function findConnection(given: { brokers?: string; prefix?: string; source?: string }): Connection {
  const { KAFKA_BROKERS, TOPIC_PREFIX, COMMAND_SOURCE } = process.env;
  const session = findSession();
  const named = given.brokers ?? KAFKA_BROKERS;
  const brokers = named ?? session.kafkaBrokers;
  if (!brokers) throw new Failure('No broker is known: start the platform with npm start, or give --brokers.');
  const source = given.source ?? COMMAND_SOURCE ?? (named === undefined ? DEMO_SOURCE : undefined);
  if (!source) throw new Failure('Give --source, the source of commands that your application has registered.');
  return { brokers, source, topicPrefix: given.prefix ?? TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier' };
}

/** Which cluster answers. @throws Failure where none does */
export async function clusterIdOf(kafka: Kafka, brokers: string): Promise<string> {
  const admin = kafka.admin({ retry: { retries: 3 } });
  try {
    await admin.connect();
    return (await admin.describeCluster()).clusterId;
  } catch (error) {
    throw new Failure(`No broker can be used at ${brokers}: ${(error as Error).message}`);
  } finally {
    await admin.disconnect();
  }
}
