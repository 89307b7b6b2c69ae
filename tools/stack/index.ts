import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { together, uninterrupted } from '../process/concurrency.ts';
import { claimDataDirectory, ProcessRecord, writePrivately } from '../process/leftovers.ts';
import { Failure } from '../process/program.ts';
import { consoleLog, withProgress, type Log } from '../process/progress.ts';
import { composeAnswers, dockerAnswers, startInCompose } from './compose.ts';
import { missingForKafka, startEmbeddedKafka } from './kafka.ts';
import { missingForMongo, startEmbeddedMongo } from './mongo.ts';
import { foreignServer, type Context, type Origin, type Server, type ServerName } from './server.ts';

export interface Stack {
  kafka: Server & { brokers: string };
  /** The URI names no database, unless the environment's does. */
  mongo: Server & { uri: string };
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

const NAMES = ['kafka', 'mongo'] as const;
const SERVERS = {
  kafka: {
    title: 'Kafka',
    setting: 'KAFKA_BROKERS',
    example: 'host:9092',
    missing: missingForKafka,
    startEmbedded: startEmbeddedKafka,
  },
  mongo: {
    title: 'MongoDB',
    setting: 'MONGODB_URI',
    example: 'mongodb://host:27017',
    missing: missingForMongo,
    startEmbedded: startEmbeddedMongo,
  },
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
  await assertEmbeddable(context, ...NAMES.filter((name) => origins[name] === 'embedded'));
  if (fresh) for (const name of NAMES) await rm(join(directory, name), { recursive: true, force: true });

  const started: Server[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(started.map((server) => server.stop())));
  const start = async (name: ServerName, either: AbortSignal): Promise<Server> => {
    const server = await startFrom(origins[name], name, { ...context, signal: either });
    started.push(server);
    return server;
  };
  try {
    const [kafka, mongo] = await together(signal, [
      (either) => start('kafka', either),
      (either) => start('mongo', either),
    ]);
    return { kafka: { ...kafka, brokers: kafka.address }, mongo: { ...mongo, uri: mongo.address }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function chooseOrigins(context: Context): Promise<Record<ServerName, Origin>> {
  const isNamed = (name: ServerName): boolean => Boolean(context.environment[SERVERS[name].setting]);
  const otherwise = NAMES.every(isNamed) ? 'environment' : await preferredOrigin(context);
  const originOf = (name: ServerName): Origin => (isNamed(name) ? 'environment' : otherwise);
  return { kafka: originOf('kafka'), mongo: originOf('mongo') };
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

/** What Docker cannot run is run here, unless it was asked for. */
async function startFrom(origin: Origin, name: ServerName, context: Context): Promise<Server> {
  const { environment, log, signal } = context;
  const { title, setting, startEmbedded } = SERVERS[name];
  if (origin === 'embedded') return startEmbedded(context);
  if (origin === 'environment') {
    log(`${title}: from the environment`);
    return foreignServer(name, origin, environment[setting] ?? '');
  }
  try {
    return await withProgress(log, `${title}: in Docker`, async () =>
      origin === 'compose'
        ? startInCompose(name, context)
        : (await import('./containers.ts')).startContainer(name, context),
    );
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    if (origin === 'containers' && environment.TEST_STACK)
      throw new Failure(`${title} cannot be started in a container: ${reason}`);
    log(`${title}: not in Docker. ${reason}`);
  }
  await assertEmbeddable(context, name);
  return startEmbedded(context);
}

/** Fails with what is missing, and every way out, when a server that is to be embedded cannot be. */
async function assertEmbeddable({ environment }: Context, ...names: ServerName[]): Promise<void> {
  const asked = names.map(async (name) => ({ ...SERVERS[name], missing: await SERVERS[name].missing(environment) }));
  const needs = (await Promise.all(asked)).filter(({ missing }) => missing.length > 0);
  if (needs.length === 0) return;
  const parts = needs.flatMap(({ title, missing }) => [
    `Missing for an embedded ${title}:`,
    ...missing.map((part) => `  - ${part}`),
  ]);
  throw new Failure(
    [
      `There is no ${needs.map(({ title }) => title).join(' and no ')}, and no way to start one here.`,
      ...parts,
      'Three ways out:',
      `  1. Name the servers that run already: ${needs.map(({ setting, example }) => `${setting}=${example}`).join(' ')}`,
      '  2. Start a Docker engine with Docker Compose: containers are used then',
      '  3. Install what is missing',
    ].join('\n'),
  );
}
