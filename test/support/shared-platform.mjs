// @ts-check
// Jest's set-up of the features: starts the one platform that their suites share, on the servers of the run.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startPlatform } from '../../tools/platform.ts';

/**
 * What a suite has to know of the platform, in the environment of Jest's workers.
 * @typedef {object} SharedPlatform
 * @property {string} gatewayUrl
 * @property {import('../../tools/platform.ts').Platform['urls']} urls
 * @property {string} prefix
 * @property {string} operatorTenant
 * @property {string} dataDir
 * @property {NodeJS.ProcessEnv} identityEnvironment to set up tenants with
 */

/** @type {(() => Promise<void>) | undefined} */
let stop;

/**
 * What the tests set for every platform: nobody is limited.
 * @param {string} dataDir
 */
export function settingsIn(dataDir) {
  return {
    RATE_LIMIT_PER_MINUTE: '1000000',
    ENDPOINT_LIMIT_FACTOR: '100000',
    TOPIC_PARTITIONS: '6',
    SMTP_URL: '',
    AGREEMENT_TEMPLATES_DIR: textsIn(dataDir),
  };
}

/**
 * Where the operator's own texts of agreements are.
 * @param {string} dataDir
 */
export function textsIn(dataDir) {
  return join(dataDir, 'agreement-texts');
}

export default async function startSharedPlatform() {
  const { TEST_KAFKA_BROKERS: kafkaBrokers = '', TEST_MONGODB_URI: mongoUri = '' } = process.env;
  const prefix = `t${randomBytes(4).toString('hex')}`;
  const operatorTenant = randomUUID();
  const dataDir = join(process.cwd(), '.data', 'test', prefix);
  const platform = await startPlatform({
    kafkaBrokers,
    mongoUri,
    prefix,
    operatorTenant,
    dataDir,
    env: { ...settingsIn(dataDir), SWEEP_INTERVAL_SECONDS: '1' },
    log: () => undefined,
  });
  stop = platform.stop;
  /** @type {SharedPlatform} */
  const shared = {
    gatewayUrl: platform.gatewayUrl,
    urls: platform.urls,
    prefix,
    operatorTenant,
    dataDir,
    identityEnvironment: platform.apps.identity[0]?.environment ?? {},
  };
  process.env['TEST_SHARED_PLATFORM'] = JSON.stringify(shared);
}

export async function stopSharedPlatform() {
  await stop?.();
}
