import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { together, uninterrupted } from '../process/concurrency.ts';
import { claimDataDirectory, ProcessRecord, writePrivately } from '../process/leftovers.ts';
import { Failure } from '../process/program.ts';
import { consoleLog, withProgress, type Log } from '../process/progress.ts';
import { composeAnswers, dockerAnswers, startInCompose } from './compose.ts';
import { missingForKafka, startEmbeddedKafka } from './kafka.ts';
import { missingForMongo, startEmbeddedMongo } from './mongo.ts';
import {
  foreignServer,
  mongoUri,
  type Context,
  type KafkaServer,
  type MongoServer,
  type Origin,
  type Server,
} from './server.ts';

export interface Stack {
  kafka: KafkaServer;
  mongo: MongoServer;
  stop: () => Promise<void>;
}

export interface StackOptions {
  dataDir: string;
  environment?: NodeJS.ProcessEnv;
  log?: Log;
  /** For tests: any free ports, containers by Testcontainers, and no data that anybody would find again. */
  ephemeralPorts?: boolean;
  /** Removes the servers' data of earlier runs. */
  fresh?: boolean;
  /** Interrupts the start; what has been started until then is stopped. */
  signal?: AbortSignal;
}

type Origins = Record<'kafka' | 'mongo', Origin>;

const NEEDS = {
  kafka: { title: 'Kafka', setting: 'KAFKA_BROKERS=host:9092', missing: missingForKafka },
  mongo: { title: 'MongoDB', setting: 'MONGODB_URI=mongodb://host:27017', missing: missingForMongo },
};

/** Brings Kafka and MongoDB up, each from the first of: the environment, Docker, this machine. */
export async function startStack({
  dataDir,
  environment = process.env,
  log = consoleLog(),
  ephemeralPorts = false,
  fresh = false,
  signal = uninterrupted,
}: StackOptions): Promise<Stack> {
  const directory = resolve(dataDir);
  const record = new ProcessRecord(directory);
  const context: Context = { dataDir: directory, environment, log, ephemeralPorts, fresh, signal, record };
  await claimDataDirectory(directory, log);
  writePrivately();
  const origins = await chooseOrigins(context);
  if (fresh) for (const name of ['kafka', 'mongo']) await rm(join(directory, name), { recursive: true, force: true });

  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(stops.map((each) => each())));
  const start = async <Started extends Server>(starting: Promise<Started>): Promise<Started> => {
    const server = await starting;
    stops.push(server.stop);
    return server;
  };
  try {
    const [kafka, mongo] = await together(signal, [
      (either) => start(startKafka(origins.kafka, { ...context, signal: either })),
      (either) => start(startMongo(origins.mongo, { ...context, signal: either })),
    ]);
    return { kafka, mongo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function chooseOrigins(context: Context): Promise<Origins> {
  const { KAFKA_BROKERS, MONGODB_URI } = context.environment;
  const otherwise = KAFKA_BROKERS && MONGODB_URI ? 'environment' : await preferredOrigin(context);
  const origins: Origins = {
    kafka: KAFKA_BROKERS ? 'environment' : otherwise,
    mongo: MONGODB_URI ? 'environment' : otherwise,
  };
  await assertEmbeddable(origins, context.environment);
  return origins;
}

async function preferredOrigin({ environment, ephemeralPorts }: Context): Promise<Origin> {
  if (!ephemeralPorts) return (await composeAnswers(environment)) ? 'compose' : 'embedded';
  const { TEST_STACK } = environment;
  if (TEST_STACK && !['containers', 'embedded'].includes(TEST_STACK))
    throw new Failure(`TEST_STACK is "${TEST_STACK}": it must be containers or embedded.`);
  if (TEST_STACK === 'embedded') return 'embedded';
  if (await dockerAnswers(environment)) return 'containers';
  if (TEST_STACK)
    throw new Failure('TEST_STACK is containers, but no Docker engine answers: start one, or leave it out.');
  return 'embedded';
}

function startKafka(origin: Origin, context: Context): Promise<KafkaServer> {
  const { environment } = context;
  return startFrom<KafkaServer>('kafka', origin, context, {
    environment: () => ({ ...foreignServer('kafka', origin), brokers: environment.KAFKA_BROKERS ?? '' }),
    compose: async () => {
      const { server, address } = await startInCompose('kafka', context);
      return { ...server, brokers: address };
    },
    containers: async () => (await import('./containers.ts')).startKafkaContainer(context),
    embedded: () => startEmbeddedKafka(context),
  });
}

function startMongo(origin: Origin, context: Context): Promise<MongoServer> {
  const { environment } = context;
  return startFrom<MongoServer>('mongo', origin, context, {
    environment: () => ({ ...foreignServer('mongo', origin), uri: environment.MONGODB_URI ?? '' }),
    compose: async () => {
      const { server, address } = await startInCompose('mongo', context);
      return { ...server, uri: mongoUri(address) };
    },
    containers: async () => (await import('./containers.ts')).startMongoContainer(context),
    embedded: () => startEmbeddedMongo(context),
  });
}

/** What Docker cannot run is run here, unless it was asked for. */
async function startFrom<Started extends Server>(
  name: keyof Origins,
  origin: Origin,
  context: Context,
  ways: Record<Exclude<Origin, 'environment'>, () => Promise<Started>> & { environment: () => Started },
): Promise<Started> {
  const { environment, log, signal } = context;
  const { title } = NEEDS[name];
  if (origin === 'environment') log(`${title}: from the environment`);
  if (origin === 'environment' || origin === 'embedded') return ways[origin]();
  try {
    return await withProgress(log, `${title}: in Docker`, ways[origin]);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    if (origin === 'containers' && environment.TEST_STACK)
      throw new Failure(`${title} cannot be started in a container: ${reason}`);
    log(`${title}: not in Docker. ${reason}`);
  }
  await assertEmbeddable({ [name]: 'embedded' }, environment);
  return ways.embedded();
}

/** Fails with what is missing, and every way out, when a server that is to be embedded cannot be. */
async function assertEmbeddable(origins: Partial<Origins>, environment: NodeJS.ProcessEnv): Promise<void> {
  const embedded = (['kafka', 'mongo'] as const).filter((name) => origins[name] === 'embedded');
  const asked = embedded.map(async (name) => ({ ...NEEDS[name], missing: await NEEDS[name].missing(environment) }));
  const needs = (await Promise.all(asked)).filter(({ missing }) => missing.length > 0);
  if (needs.length === 0) return;
  throw new Failure(
    [
      `There is no ${needs.map(({ title }) => title).join(' and no ')}, and no way to start one here.`,
      ...needs.flatMap(({ title, missing }) => [
        `Missing for an embedded ${title}:`,
        ...missing.map((part) => `  - ${part}`),
      ]),
      'Three ways out:',
      `  1. Name the servers that run already: ${needs.map(({ setting }) => setting).join(' ')}`,
      '  2. Start a Docker engine with Docker Compose: containers are used then',
      '  3. Install what is missing',
    ].join('\n'),
  );
}
