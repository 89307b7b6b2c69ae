// @ts-check
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSession } from '../demo-data.mjs';
import { provisionInCompose } from '../provision.mjs';
import { ROOT } from '../stack/checkout.mjs';
import { Failure } from '../stack/process/failure.mjs';
import { trust } from '../tls/trust.mjs';

/** @typedef {import('../demo-data.mjs').Session} Session */

const DATA_DIR = join(ROOT, '.data');
const COMPOSE_PREFIX = 'twotier';

/**
 * The session that `npm start` wrote, if the platform takes its tokens; else a new one of a platform in containers.
 * @returns {Promise<Session>}
 */
export async function openSession() {
  const session = await readSession();
  trust(session?.rootCertificate);
  if (session && (await isTaken(session))) return session;
  if (await runsInCompose()) return createComposeSession();
  throw new Failure(
    'The platform does not run here, or its session has expired: start it with "npm start" or "docker compose up".',
  );
}

/** @returns {Promise<Session | undefined>} */
async function readSession() {
  try {
    return JSON.parse(await readFile(join(DATA_DIR, 'session.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Session} session
 * @returns {Promise<boolean>} false also when nobody answers
 */
async function isTaken({ gatewayUrl, users }) {
  const headers = { authorization: `Bearer ${users[0]?.token}` };
  try {
    const { status } = await fetch(`${gatewayUrl}/v1/customers?size=1`, {
      headers,
      signal: AbortSignal.timeout(10_000),
    });
    return status === 200;
  } catch {
    return false;
  }
}

/** @returns {Promise<boolean>} */
function runsInCompose() {
  return new Promise((resolve) =>
    execFile('docker', ['compose', 'ps', '--quiet', 'identity'], { cwd: ROOT, timeout: 10_000 }, (error, containers) =>
      resolve(!error && containers.trim() !== ''),
    ),
  );
}

/** @returns {Promise<Session>} */
function createComposeSession() {
  const { PORT = 3000, KAFKA_PORT = 9094, MONGO_PORT = 27017 } = process.env;
  return createSession({
    dataDir: DATA_DIR,
    provision: provisionInCompose,
    gatewayUrl: `http://localhost:${PORT}`,
    kafkaBrokers: `localhost:${KAFKA_PORT}`,
    mongoUri: `mongodb://127.0.0.1:${MONGO_PORT}/?directConnection=true`,
    topicPrefix: COMPOSE_PREFIX,
    inContainers: true,
  });
}
