// @ts-check
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Containers } from './docker.mjs';
import { prepareKafka, startEmbeddedKafka } from './kafka.mjs';
import { prepareMongo, startEmbeddedMongo } from './mongo.mjs';
import { assertEmbeddable, chooseOrigins } from './origins.mjs';
import { together, uninterrupted } from './process/concurrency.mjs';
import { claimDataDirectory, ProcessRecord, writePrivately } from './process/process-record.mjs';
import { consoleLog } from './process/progress.mjs';
import { environmentServer, mongoUri } from './server.mjs';

/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {import('./server.mjs').KafkaServer} KafkaServer */
/** @typedef {import('./server.mjs').MongoServer} MongoServer */
/** @typedef {{ kafka: KafkaServer, mongo: MongoServer, stop: () => Promise<void> }} Stack */

/**
 * @typedef {object} StackOptions
 * @property {string} dataDir
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {import('./process/progress.mjs').Log} [log]
 * @property {boolean} [ephemeralPorts] any free ports; containers leave no volumes behind
 * @property {boolean} [fresh] removes the servers' data of earlier runs
 * @property {AbortSignal} [signal] interrupts the start; what has been started until then is stopped
 */

/** @typedef {Required<StackOptions> & { record: ProcessRecord }} Context */

/**
 * Brings Kafka and MongoDB up, each from the first of: the environment, Docker, this machine.
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 */
export async function startStack(options) {
  const context = contextOf(options);
  await claimDataDirectory(context.dataDir, context.log);
  writePrivately();
  const origins = await chooseOrigins(context.environment);
  if (context.fresh) await removeServerData(context.dataDir);
  const containers = new Containers(context);

  /** @type {Server[]} */
  const started = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
    await containers.remove();
  };
  try {
    const [kafka, mongo] = await together(context.signal, [
      async (signal) => keepIn(started, await startKafka(origins.kafka, { ...context, signal }, containers)),
      async (signal) => keepIn(started, await startMongo(origins.mongo, { ...context, signal }, containers)),
    ]);
    return { kafka, mongo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Fetches and builds what a later start would have to wait for. Needs nothing but Node itself.
 * @param {StackOptions} options
 */
export async function prepareStack(options) {
  const context = contextOf(options);
  const origins = await chooseOrigins(context.environment);
  await together(context.signal, [
    async (signal) => origins.kafka === 'embedded' && (await prepareKafka({ ...context, signal })),
    async (signal) => origins.mongo === 'embedded' && (await prepareMongo({ ...context, signal })),
  ]);
}

/**
 * @param {import('./server.mjs').Origin} origin
 * @param {Context} context
 * @param {Containers} containers
 * @returns {Promise<KafkaServer>}
 */
async function startKafka(origin, context, containers) {
  const { environment, log } = context;
  if (origin === 'environment') {
    const brokers = environment.KAFKA_BROKERS ?? '';
    log(`Kafka: ${brokers}, from the environment`);
    return { ...environmentServer('kafka', brokers), brokers };
  }
  const container = origin === 'docker' && (await containers.start('kafka', context));
  if (container) return { ...container.server, brokers: `127.0.0.1:${container.port}` };
  await assertEmbeddable({ kafka: 'embedded' }, environment);
  return startEmbeddedKafka(context);
}

/**
 * @param {import('./server.mjs').Origin} origin
 * @param {Context} context
 * @param {Containers} containers
 * @returns {Promise<MongoServer>}
 */
async function startMongo(origin, context, containers) {
  const { environment, log } = context;
  if (origin === 'environment') {
    log('MongoDB: from the environment');
    return { ...environmentServer('mongo', 'MONGODB_URI'), uri: environment.MONGODB_URI ?? '' };
  }
  const container = origin === 'docker' && (await containers.start('mongo', context));
  if (container) return { ...container.server, uri: mongoUri(container.port) };
  await assertEmbeddable({ mongo: 'embedded' }, environment);
  return startEmbeddedMongo(context);
}

/**
 * @param {StackOptions} options
 * @returns {Context}
 */
function contextOf({
  dataDir,
  environment = process.env,
  log = consoleLog(),
  ephemeralPorts = false,
  fresh = false,
  signal = uninterrupted,
}) {
  const directory = resolve(dataDir);
  return { dataDir: directory, environment, log, ephemeralPorts, fresh, signal, record: new ProcessRecord(directory) };
}

/** @param {string} dataDir */
async function removeServerData(dataDir) {
  for (const name of ['kafka', 'mongo']) await rm(join(dataDir, name), { recursive: true, force: true });
}

/**
 * @template {Server} Started
 * @param {Server[]} list
 * @param {Started} server
 */
function keepIn(list, server) {
  list.push(server);
  return server;
}
