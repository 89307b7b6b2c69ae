import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { createSession, type Session } from '../platform/demo-data.ts';
import { provisionInCompose } from '../platform/provision.ts';
import { ROOT } from '../stack/checkout.mjs';
import { Failure } from '../process/program.ts';
import { trust } from '../platform/tls/trust.ts';

const DATA_DIR = join(ROOT, '.data');
const COMPOSE_PREFIX = 'twotier';

/** The session that `npm start` wrote, if the platform takes its tokens; else a new one of a platform in containers. */
export async function openSession(): Promise<Session> {
  const session = await readSession();
  trust(session?.rootCertificate);
  if (session && (await isTaken(session))) return session;
  if (await runsInCompose()) return createComposeSession();
  throw new Failure(
    'The platform is not running, or its session has expired: start it with "npm start" or "docker compose up".',
  );
}

async function readSession(): Promise<Session | undefined> {
  try {
    return JSON.parse(await readFile(join(DATA_DIR, 'session.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** False also when nobody answers. */
async function isTaken({ gatewayUrl, users }: Session): Promise<boolean> {
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

async function runsInCompose(): Promise<boolean> {
  const options = { cwd: ROOT, timeout: 10_000, reject: false } as const;
  const { failed, stdout } = await execa('docker', ['compose', 'ps', '--quiet', 'identity'], options);
  return !failed && stdout !== '';
}

function createComposeSession(): Promise<Session> {
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
