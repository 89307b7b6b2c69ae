// @ts-check
// What Jest's set-ups start once for all suites of a project: a platform, and where its tenants are set up.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { API_SERVICES, startPlatform } from '../../../tools/platform/platform.ts';
import { Provisioner } from './provisioner.mjs';
import { listenToWorkers } from './remote-control.mjs';

/** Of partners that suites set up: what their own platforms are called, whose commands are taken. */
const COMMAND_SOURCES = [
  { source: 'https://crm.example/partners?of=7', roles: ['AdminAgent', 'SalesAgent'] },
  { source: '/crm-of-the-other', roles: [] },
];

/**
 * What a suite has to know of the platform, in the environment of Jest's workers.
 * @typedef {object} SharedPlatform
 * @property {string} gatewayUrl
 * @property {import('../../../tools/platform/platform.ts').Platform['urls']} urls
 * @property {string} kafkaBrokers
 * @property {string} mongoUri
 * @property {string} prefix
 * @property {string} operatorTenant
 * @property {string} dataDir
 * @property {number} port where the set-up listens: tenants are set up there, and processes killed
 * @property {Record<string, string>} env what its services have that others may not have
 * @property {CommandSource[]} commandSources
 *
 * @typedef {{ source: string, partnerId: string, roles: string[] }} CommandSource
 */

/**
 * @typedef {{ kill(): Promise<void>, stop(): Promise<void>, start(): Promise<void>, freeze(): Promise<void>, thaw(): Promise<void>, running?: boolean }} Killable
 */

/** @type {(() => Promise<unknown>)[]} */
const started = [];
/** What suites have ended, and not started again. @type {Set<Killable>} */
const ended = new Set();

/**
 * What the tests set for every platform: nobody is limited.
 * @param {string} dataDir
 */
export function settingsIn(dataDir) {
  return {
    RATE_LIMIT_PER_MINUTE: '1000000',
    ENDPOINT_LIMIT_FACTOR: '100000',
    TOPIC_PARTITIONS: '2',
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

/**
 * Starts a platform, and tells the workers of it.
 * @param {'features' | 'resilience'} project
 * @param {object} options
 * @param {string} options.kafkaBrokers
 * @param {string} options.mongoUri
 * @param {Record<string, string>} [options.env]
 * @param {import('../../../tools/platform/platform.ts').PlatformOptions['instances']} [options.instances]
 * @param {(platform: import('../../../tools/platform/platform.ts').Platform) => Record<string, Killable | undefined>} [options.killable]
 *   what suites may kill and start again, by name
 */
export async function sharePlatform(project, { kafkaBrokers, mongoUri, env, instances, killable = () => ({}) }) {
  const prefix = `t${randomBytes(4).toString('hex')}`;
  const operatorTenant = randomUUID();
  const dataDir = join(process.cwd(), '.data', 'test', prefix);
  const commandSources = COMMAND_SOURCES.map((source) => ({ ...source, partnerId: randomUUID() }));
  const settings = {
    ...settingsIn(dataDir),
    SWEEP_INTERVAL_SECONDS: '1',
    COMMAND_SOURCES: commandSources.map(configured).join(', '),
    ...env,
  };
  const platform = await startPlatform({
    kafkaBrokers,
    mongoUri,
    prefix,
    operatorTenant,
    dataDir,
    env: settings,
    instances,
    only: API_SERVICES,
    log: () => undefined,
  });
  stopAtTheEnd(platform.stop);
  const provisioner = new Provisioner(platform.apps.identity[0]?.environment ?? {});
  stopAtTheEnd(() => provisioner.close());
  const processes = killable(platform);
  const workers = await listenToWorkers(async ({ name, action, ...request }) => {
    if (action === 'revive') return revive(processes);
    return name ? control(processes[name], action) : provisioner.provision(request);
  });
  stopAtTheEnd(workers.close);
  /** @type {SharedPlatform} */
  const shared = {
    gatewayUrl: platform.gatewayUrl,
    urls: platform.urls,
    kafkaBrokers,
    mongoUri,
    prefix,
    operatorTenant,
    dataDir,
    port: workers.port,
    env: settings,
    commandSources,
  };
  process.env[`TEST_PLATFORM_OF_${project}`] = JSON.stringify(shared);
}

/**
 * A gateway that has other settings, before the shared services; with a service that has them too.
 * @param {SharedPlatform} shared
 * @param {Record<string, string>} env
 * @param {import('../../../tools/platform/platform.ts').Service} [service]
 */
export function startBeside(shared, env, service) {
  const { kafkaBrokers, mongoUri, prefix, operatorTenant } = shared;
  // The pages are not started: without an address of theirs, services answer for them.
  const others = Object.entries(shared.urls).filter(([name]) => name !== service && name !== 'portal');
  const secrets = {
    KEY_SECRET_FILE: join(shared.dataDir, `${service}-key-secret`),
    LINK_SECRET_FILE: join(shared.dataDir, `${service}-link-secret`),
  };
  return startPlatform({
    kafkaBrokers,
    mongoUri,
    prefix,
    operatorTenant,
    dataDir: join(shared.dataDir, randomBytes(4).toString('hex')),
    env: {
      ...shared.env,
      ...Object.fromEntries(others.map(([name, urls]) => [`${name.toUpperCase()}_URLS`, urls.join(',')])),
      PUBLIC_URL: shared.gatewayUrl,
      ...(service && secrets),
      ...env,
    },
    only: service ? ['gateway', service] : ['gateway'],
    log: () => undefined,
  });
}

/** @param {CommandSource} source as the operator writes it down */
function configured({ source, partnerId, roles }) {
  return `${source}=${partnerId}${roles.length > 0 ? `:${roles.join('+')}` : ''}`;
}

/** @param {() => Promise<unknown>} stop what Jest's set-up has started; the last one first */
export function stopAtTheEnd(stop) {
  started.unshift(stop);
}

export async function stopAll() {
  for (const stop of started.splice(0)) await stop();
}

/**
 * @param {Killable | undefined} process
 * @param {keyof import('./remote-control.mjs').Controlled} action
 */
async function control(process, action) {
  if (!process) throw new Error('There is no such process here.');
  if (action === 'isRunning') return process.running;
  await process[action]();
  if (action === 'start') ended.delete(process);
  if (action === 'kill' || action === 'stop') ended.add(process);
}

/**
 * Starts what a test that failed has left dead: the next suite has done nothing wrong.
 * @param {Record<string, Killable | undefined>} processes servers first
 */
async function revive(processes) {
  for (const process of Object.values(processes)) {
    if (process && process.running !== true && (ended.has(process) || process.running === false)) {
      await process.start();
      ended.delete(process);
    }
  }
}
