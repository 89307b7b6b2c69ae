// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { kafkaAnswers } from './answers.mjs';
import { kafkaDistribution, KAFKA_TITLE } from './kafka-distribution.mjs';
import { kafkaProperties, loggingProperties } from './kafka-properties.mjs';
import { runCommand } from './process/command.mjs';
import { Daemon } from './process/daemon.mjs';
import { freePort } from './process/ports.mjs';
import { withProgress } from './process/progress.mjs';
import { embeddedServer } from './server.mjs';

// Any will do: a broker that is alone never meets another cluster.
const CLUSTER_ID = 'dHdvLXRpZXItbG9jYWwtMQ';
const JVM_FLAGS = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** @typedef {import('./index.mjs').Context} Context */
/** @typedef {import('./kafka-distribution.mjs').KafkaDistribution} KafkaDistribution */

/**
 * @param {Context} context
 * @returns {Promise<import('./server.mjs').KafkaServer>}
 */
export async function startEmbeddedKafka(context) {
  const distribution = await prepareKafka(context);
  const { dataDir, ephemeralPorts, log, signal } = context;
  const port = await freePort(ephemeralPorts ? undefined : 9092);
  const flags = [`-XX:SharedArchiveFile=${distribution.classArchive}`];
  const broker = await brokerIn(join(dataDir, 'kafka'), port, context, distribution, flags);
  await withProgress(log, `Kafka: embedded, ${KAFKA_TITLE}, on 127.0.0.1:${port}`, () => broker.start(signal));
  return { ...embeddedServer(broker), brokers: `127.0.0.1:${port}` };
}

/**
 * Leaves nothing for the start to wait for: neither the jars, nor an archive of the loaded classes, which halves the
 * time that the broker takes to start.
 * @param {Context} context
 * @returns {Promise<KafkaDistribution>}
 */
export async function prepareKafka(context) {
  const distribution = await kafkaDistribution(context);
  if (!existsSync(distribution.classArchive)) {
    await withProgress(context.log, `${KAFKA_TITLE}: recording its classes for faster starts`, () =>
      recordClasses(context, distribution),
    );
  }
  return distribution;
}

/**
 * @param {Context} context
 * @param {KafkaDistribution} distribution
 */
async function recordClasses(context, distribution) {
  const { classArchive } = distribution;
  const directory = await mkdtemp(join(dirname(classArchive), 'recording-'));
  try {
    const recorded = join(directory, 'classes.jsa');
    const anywhere = { ...context, ephemeralPorts: true };
    const flags = [`-XX:ArchiveClassesAtExit=${recorded}`];
    const broker = await brokerIn(directory, await freePort(), anywhere, distribution, flags);
    await broker.start(context.signal);
    await broker.stop();
    // A Java that cannot record starts with an empty archive as well, and is not asked again each time.
    if (!existsSync(recorded)) await writeFile(recorded, '');
    await rename(recorded, classArchive);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * @param {string} directory the broker's data and settings
 * @param {number} port
 * @param {Context} context
 * @param {KafkaDistribution} distribution
 * @param {string[]} flags
 */
async function brokerIn(directory, port, context, distribution, flags) {
  const { dataDir, environment, ephemeralPorts, log, record } = context;
  const properties = join(directory, 'server.properties');
  const logging = join(directory, 'log4j2.properties');
  const java = join(directory, 'java.options');
  const controllerPort = await freePort(ephemeralPorts ? undefined : 9093);
  await mkdir(directory, { recursive: true });
  await writeFile(properties, kafkaProperties({ data: join(directory, 'data'), port, controllerPort }));
  await writeFile(logging, loggingProperties);
  await writeFile(
    java,
    [...JVM_FLAGS, `-Dlog4j2.configurationFile=${logging}`, '-cp', distribution.classPath].map(quoted).join('\n'),
  );
  await formatOnce(directory, [distribution.java, `@${java}`], properties, context);
  return new Daemon({
    name: 'kafka',
    command: [distribution.java, `@${java}`, ...flags, 'kafka.Kafka', properties],
    environment,
    logFile: join(dataDir, 'logs', 'kafka.log'),
    record,
    log,
    answers: () => kafkaAnswers(port),
    startLimitMs: 120_000,
    stopLimitMs: 30_000,
  });
}

/**
 * @param {string} directory
 * @param {string[]} java
 * @param {string} properties
 * @param {Context} context
 */
async function formatOnce(directory, java, properties, { dataDir, environment, record, signal }) {
  if (existsSync(join(directory, 'data', 'meta.properties'))) return;
  await runCommand(
    [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties, '--ignore-formatted'],
    {
      name: 'kafka-format',
      logFile: join(dataDir, 'logs', 'kafka.log'),
      environment,
      record,
      signal,
    },
  );
}

/** @param {string} option for a file of Java's options, where blanks and backslashes mean something */
function quoted(option) {
  return `"${option.replaceAll('\\', '\\\\')}"`;
}
