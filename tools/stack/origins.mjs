// @ts-check
import { dockerAnswers } from './docker.mjs';
import { missingForKafka } from './kafka-distribution.mjs';
import { missingForMongo } from './mongo.mjs';
import { KAFKA, MONGODB, NothingFound } from './nothing-found.mjs';

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
    { ...KAFKA, missing: origins.kafka === 'embedded' ? await missingForKafka(environment) : [] },
    { ...MONGODB, missing: origins.mongo === 'embedded' ? await missingForMongo(environment) : [] },
  ].filter(({ missing }) => missing.length > 0);
  if (needs.length > 0) throw new NothingFound(needs);
}
