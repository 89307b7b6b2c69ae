// @ts-check
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mongoAnswers } from './answers.mjs';
import { canDownloadMongod, downloadMongod, findMongod, mongodCommand } from './mongod.mjs';
import { MONGODB, NothingFound } from './nothing-found.mjs';
import { Daemon } from './process/daemon.mjs';
import { freePort } from './process/ports.mjs';
import { withProgress } from './process/progress.mjs';
import { buildSecantus, findSecantus, missingForSecantus, secantusCommand } from './secantus.mjs';
import { embeddedServer, mongoUri } from './server.mjs';

/** @typedef {import('./index.mjs').Context} Context */

/**
 * A program that speaks MongoDB's protocol. Each engine has its own files.
 * @typedef {{ engine: 'mongod' | 'secantus', program: string }} MongoProgram
 */

/**
 * @param {Context} context
 * @returns {Promise<import('./server.mjs').MongoServer>}
 */
export async function startEmbeddedMongo(context) {
  const { engine, program } = findInstalled(context.environment) ?? (await obtain(context));
  const { dataDir, environment, ephemeralPorts, log, record, signal } = context;
  const port = await freePort(ephemeralPorts ? undefined : 27017);
  const data = join(dataDir, 'mongo', engine);
  await mkdir(data, { recursive: true });
  const commandOf = engine === 'mongod' ? mongodCommand : secantusCommand;
  const server = new Daemon({
    name: 'mongo',
    command: commandOf(program, { port, data }),
    environment,
    logFile: join(dataDir, 'logs', 'mongo.log'),
    record,
    log,
    answers: () => mongoAnswers(port),
    startLimitMs: 60_000,
    stopLimitMs: 15_000,
  });
  const title = engine === 'mongod' ? 'MongoDB' : 'SecantusDB';
  await withProgress(log, `MongoDB: embedded, ${title} (${program}), on 127.0.0.1:${port}`, () => server.start(signal));
  return { ...embeddedServer(server), uri: mongoUri(port) };
}

/**
 * Begins what takes long, before the npm packages are there: a download needs them and waits for the start.
 * @param {Context} context
 */
export async function prepareMongo(context) {
  const { environment } = context;
  if (findInstalled(environment) || (await canDownloadMongod(environment))) return;
  await buildSecantus(context);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string[]>} what keeps MongoDB from running here; empty when nothing does
 */
export async function missingForMongo(environment) {
  if (findInstalled(environment)) return [];
  if (missingForSecantus(environment).length === 0 || (await canDownloadMongod(environment))) return [];
  return missingForEveryProgram(environment);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {MongoProgram | undefined}
 */
function findInstalled(environment) {
  const mongod = findMongod(environment);
  if (mongod) return { engine: 'mongod', program: mongod };
  const secantus = findSecantus(environment);
  return secantus ? { engine: 'secantus', program: secantus } : undefined;
}

/**
 * @param {Context} context
 * @returns {Promise<MongoProgram>}
 */
async function obtain(context) {
  const { environment } = context;
  const mongod = (await canDownloadMongod(environment)) ? await downloadMongod(context) : undefined;
  if (mongod) return { engine: 'mongod', program: mongod };
  if (missingForSecantus(environment).length > 0) {
    throw new NothingFound([{ ...MONGODB, missing: missingForEveryProgram(environment) }]);
  }
  return { engine: 'secantus', program: await buildSecantus(context) };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string[]}
 */
function missingForEveryProgram(environment) {
  const toCompile = missingForSecantus(environment).map((part) => `to compile SecantusDB instead: ${part}`);
  return ['mongod (not on the PATH, and it cannot be downloaded here)', ...toCompile];
}
