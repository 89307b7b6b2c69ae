// @ts-check
import { dockerAnswers } from './docker.mjs';
import { missingForKafka } from './kafka-distribution.mjs';
import { missingForMongo } from './mongo.mjs';
import { Failure } from './process/failure.mjs';

/** @typedef {import('./server.mjs').Origin} Origin */
/** @typedef {{ kafka: Origin, mongo: Origin }} Origins */

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Origins>} for each server the first that is there: the environment, Docker, this machine
 * @throws {NothingFound}
 */
export async function chooseOrigins(environment) {
  const { KAFKA_BROKERS, MONGODB_URI } = environment;
  if (KAFKA_BROKERS && MONGODB_URI) return { kafka: 'environment', mongo: 'environment' };
  const otherwise = (await dockerAnswers(environment)) ? 'docker' : 'embedded';
  /** @type {Origins} */
  const origins = { kafka: KAFKA_BROKERS ? 'environment' : otherwise, mongo: MONGODB_URI ? 'environment' : otherwise };
  await assertEmbeddable(origins, environment);
  return origins;
}

/**
 * @param {Partial<Origins>} origins
 * @param {NodeJS.ProcessEnv} environment
 * @throws {NothingFound} when what is to be embedded cannot be
 */
export async function assertEmbeddable(origins, environment) {
  const needs = [
    { ...kafkaNeed, missing: origins.kafka === 'embedded' ? await missingForKafka(environment) : [] },
    { ...mongoNeed, missing: origins.mongo === 'embedded' ? await missingForMongo(environment) : [] },
  ].filter(({ missing }) => missing.length > 0);
  if (needs.length > 0) throw new NothingFound(needs);
}

const kafkaNeed = { server: 'Kafka', setting: 'KAFKA_BROKERS=host:9092' };
const mongoNeed = { server: 'MongoDB', setting: 'MONGODB_URI=mongodb://host:27017' };

/** None of the three ways to get a server is open. The message names what is missing, and every way out. */
export class NothingFound extends Failure {
  /** @param {{ server: string, setting: string, missing: string[] }[]} needs */
  constructor(needs) {
    super(
      [
        `There is no ${needs.map(({ server }) => server).join(' and no ')}, and no way to start one here.`,
        ...needs.flatMap(({ server, missing }) => [
          `Missing for an embedded ${server}:`,
          ...missing.map((part) => `  - ${part}`),
        ]),
        'Three ways out:',
        `  1. Name what runs already: ${needs.map(({ setting }) => setting).join(' ')}`,
        '  2. Start a Docker engine with Docker Compose: containers are used then',
        '  3. Install what is missing',
      ].join('\n'),
    );
    this.name = 'NothingFound';
  }
}
