import { join } from 'node:path';
import { build } from 'esbuild';
import { Kafka, logLevel } from 'kafkajs';
import { startPlatform, type Platform } from '../platform/platform.ts';
import { DEMO_COMMAND_SOURCES, loadDemoData, type Session } from '../platform/demo-data.ts';
import { Daemon } from '../process/daemon.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { freePort } from '../process/ports.ts';
import { type Log } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';
import { startStack } from '../stack/index.ts';

/** Of topics and databases. */
export const PREFIX = 'bench';
const RAW_TOPIC = 'bench.raw';
const NEST_TOPICS = ['create', 'get', 'create.reply', 'get.reply', 'created'].map((name) => `bench.customers.${name}`);
/** For what happens behind the requests: one event at a time, and a backlog. */
export const EVENT_TOPICS = ['bench.applied', 'bench.backlog'] as const;
const PARTITIONS = 12;
const UNLIMITED = { RATE_LIMIT_PER_MINUTE: '10000000', ENDPOINT_LIMIT_FACTOR: '1000000' };

/** What is compared, all of it on the same servers. */
export interface Systems {
  platform: Platform;
  session: Session;
  /** Where the others are. */
  urls: { bare: string; nest: string; raw: string };
  mongoUri: string;
  kafkaBrokers: string;
  dataDir: string;
  stop: () => Promise<void>;
}

export async function startSystems(options: { dataDir: string; log: Log; signal: AbortSignal }): Promise<Systems> {
  const { dataDir, log, signal } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    const { kafka, mongo, stop: stopStack } = await startStack({ ...options, ephemeralPorts: true, fresh: true });
    stops.unshift(stopStack);
    const servers = { kafkaBrokers: kafka.brokers, mongoUri: mongo.uri };
    await createTopics(kafka.brokers);
    const platform = await startPlatform({
      ...servers,
      dataDir,
      log,
      signal,
      prefix: PREFIX,
      env: { ...UNLIMITED, COMMAND_SOURCES: DEMO_COMMAND_SOURCES, SMTP_URL: '', NODE_ENV: 'production' },
    });
    stops.unshift(platform.stop);
    const session = await loadDemoData({ ...servers, dataDir, platform, topicPrefix: PREFIX });
    const compiled = join(dataDir, 'systems');
    await compileNest(compiled);
    const systems = join(ROOT, 'tools', 'bench', 'systems');
    const programs = {
      bare: join(systems, 'bare.ts'),
      raw: join(systems, 'raw.ts'),
      'nest-customers': join(compiled, 'customers.js'),
      nest: join(compiled, 'gateway.js'),
    };
    const started: Record<string, string> = {};
    for (const [name, program] of Object.entries(programs)) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const daemon = new Daemon({
        name,
        log,
        command: [PROJECT_NODE, program],
        directory: ROOT,
        environment: {
          NODE_ENV: 'production',
          MONGODB_URI: mongo.uri,
          KAFKA_BROKERS: kafka.brokers,
          TOPIC: RAW_TOPIC,
          PORT: String(port),
        },
        logFile: join(dataDir, 'logs', `${name}.log`),
        record: new ProcessRecord(dataDir),
        answers: () => answers(`${url}/health`),
        startLimitMs: 60_000,
        stopLimitMs: 20_000,
      });
      stops.unshift(() => daemon.stop());
      await daemon.start(signal);
      started[name] = url;
    }
    const { bare = '', raw = '', nest = '' } = started;
    return { ...servers, dataDir, platform, session, urls: { bare, raw, nest }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Node does not run decorators. */
async function compileNest(outdir: string): Promise<void> {
  const systems = join(ROOT, 'tools', 'bench', 'systems', 'nest-kafka');
  await build({
    entryPoints: [join(systems, 'gateway.ts'), join(systems, 'customers.ts')],
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
  });
}

async function createTopics(brokers: string): Promise<void> {
  const admin = new Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = [RAW_TOPIC, ...NEST_TOPICS, ...EVENT_TOPICS].map((topic) => ({ topic, numPartitions: PARTITIONS }));
  await admin.createTopics({ topics, waitForLeaders: true });
  await admin.disconnect();
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
