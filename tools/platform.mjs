// @ts-check
import { join, resolve } from 'node:path';
import { httpAnswers } from './stack/answers.mjs';
import { PROJECT_NODE, ROOT } from './stack/checkout.mjs';
import { together, uninterrupted } from './stack/process/concurrency.mjs';
import { Daemon } from './stack/process/daemon.mjs';
import { Failure } from './stack/process/failure.mjs';
import { freePort, isFree } from './stack/process/ports.mjs';
import { ProcessRecord, stopLeftovers, writePrivately } from './stack/process/process-record.mjs';
import { consoleLog } from './stack/process/progress.mjs';
import { keepRunning } from './stack/process/supervision.mjs';
import { trust } from './tls/trust.mjs';

/** The tenant whose users operate the platform itself. */
export const OPERATOR_TENANT = 'b0e0c5a4-0000-4000-8000-0000000000f0';

/** @typedef {'identity' | 'enrollment' | 'relationships' | 'customers' | 'agreements' | 'notifications' | 'gateway'} Service */

/** @type {readonly Service[]} */
const SERVICES = ['identity', 'enrollment', 'relationships', 'customers', 'agreements', 'notifications', 'gateway'];
/** @type {Partial<Record<Service, number>>} */
const USUAL_PORTS = {
  ...{ identity: 3001, enrollment: 3002, customers: 3003, agreements: 3004, notifications: 3005, relationships: 3006 },
};
/** Services that make links with secrets of their own. @type {readonly Service[]} */
const LINKING = ['enrollment', 'relationships', 'customers', 'agreements'];
const USUAL_MANAGEMENT_PORT = 3009;
const HOST = '127.0.0.1';
/** The gateway is told to people, and is part of their tokens: under the name that they use. */
const PUBLIC_HOST = 'localhost';
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;

/**
 * @typedef {object} PlatformOptions
 * @property {string} kafkaBrokers
 * @property {string} mongoUri
 * @property {string} prefix of the topics and of the databases
 * @property {string} dataDir
 * @property {string} [operatorTenant]
 * @property {number} [gatewayPort] any free one without it
 * @property {import('./tls/local-certificate.mjs').LocalCertificate} [tls] the gateway serves HTTPS with it
 * @property {NodeJS.ProcessEnv} [env] for all apps; wins over what they get otherwise
 * @property {Partial<Record<Service, number>>} [instances] one of each without it
 * @property {readonly Service[]} [only] starts these; the URLs of the others are given to them, but nobody answers there
 * @property {import('./stack/process/progress.mjs').Log} [log]
 * @property {boolean} [supervise] starts apps again that die
 * @property {(failure: Failure) => void} [onGivenUp] called when a supervised app dies too often
 * @property {AbortSignal} [signal] interrupts the start; what has been started until then is stopped
 */

/**
 * @typedef {object} Platform
 * @property {string} gatewayUrl
 * @property {Record<Service, string[]>} urls of all instances
 * @property {Record<Service, App[]>} apps
 * @property {() => Promise<void>} stop
 */

/** One running instance of a service. */
export class App extends Daemon {
  /**
   * @param {string} url
   * @param {import('./stack/process/daemon.mjs').DaemonOptions} options
   */
  constructor(url, options) {
    super(options);
    this.url = url;
    this.environment = options.environment;
  }
}

/** @typedef {{ service: Service, name: string, url: string, port: number, managementPort: number | undefined }} Instance */

/**
 * Starts the services as built in dist/, all at once, and resolves when all are ready.
 * @param {PlatformOptions} options
 * @returns {Promise<Platform>}
 */
export async function startPlatform(options) {
  const { log = consoleLog(), signal = uninterrupted, supervise = false, onGivenUp = () => {} } = options;
  writePrivately();
  trust(options.tls?.rootFile);
  await stopLeftovers(resolve(options.dataDir), log);
  const plan = await planInstances(options);
  const urls = eachService((service) => plan[service].map(({ url }) => url));
  const apps = createApps(plan, urls, { ...options, log });
  const all = Object.values(apps).flat();

  const supervision = new AbortController();
  const stop = async () => {
    supervision.abort();
    await Promise.all(all.map((app) => app.stop()));
  };
  if (supervise) keepRunning(all, { log, signal: supervision.signal, giveUp: onGivenUp });
  try {
    await together(
      signal,
      all.map((app) => (/** @type {AbortSignal} */ either) => app.start(either)),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { gatewayUrl: urls.gateway[0] ?? '', urls, apps, stop };
}

/**
 * @param {PlatformOptions} options
 * @returns {Promise<Record<Service, Instance[]>>}
 */
async function planInstances({ gatewayPort = 0, instances = {}, tls }) {
  if (gatewayPort && !(await isFree(gatewayPort)))
    throw new Failure(`Port ${gatewayPort} is in use. Choose another one with PORT.`);
  const plan = eachService(() => /** @type {Instance[]} */ ([]));
  for (const service of SERVICES) {
    for (let number = 1; number <= (instances[service] ?? 1); number++) {
      // A platform without a port of its own is one of several, in tests: it leaves the usual ports alone.
      const usual = gatewayPort && number === 1 ? { ...USUAL_PORTS, gateway: gatewayPort }[service] : undefined;
      const port = await freePort(usual);
      const managementPort = service === 'gateway' ? await freePort(usual && USUAL_MANAGEMENT_PORT) : undefined;
      const name = number === 1 ? service : `${service}-${number}`;
      const origin = service === 'gateway' ? `${tls ? 'https' : 'http'}://${PUBLIC_HOST}` : `http://${HOST}`;
      plan[service].push({ service, name, url: `${origin}:${port}`, port, managementPort });
    }
  }
  return plan;
}

/**
 * @param {Record<Service, Instance[]>} plan
 * @param {Record<Service, string[]>} urls
 * @param {PlatformOptions & { log: import('./stack/process/progress.mjs').Log }} options
 * @returns {Record<Service, App[]>}
 */
function createApps(plan, urls, options) {
  const { only = SERVICES, log } = options;
  const dataDir = resolve(options.dataDir);
  const record = new ProcessRecord(dataDir);
  const common = { log, record, directory: ROOT, startLimitMs: START_LIMIT_MS, stopLimitMs: STOP_LIMIT_MS };
  return eachService((service) => {
    const wanted = only.includes(service) ? plan[service] : [];
    const command = [
      PROJECT_NODE,
      '--disable-warning=TimeoutNegativeWarning',
      join('dist', 'services', `${service}.js`),
    ];
    return wanted.map((instance) => {
      const { name, url } = instance;
      const environment = environmentOf(instance, urls, { ...options, dataDir });
      const logFile = join(dataDir, 'logs', `${name}.log`);
      return new App(url, {
        ...common,
        name,
        command,
        environment,
        logFile,
        answers: () => httpAnswers(`${url}/health/ready`),
      });
    });
  });
}

/**
 * The apps' contract: what each one reads from its environment. It also gets what is in ours.
 * @param {Instance} instance
 * @param {Record<Service, string[]>} urls
 * @param {PlatformOptions} options
 * @returns {NodeJS.ProcessEnv}
 */
function environmentOf(
  { service, port, managementPort },
  urls,
  { kafkaBrokers, mongoUri, prefix, dataDir, operatorTenant = OPERATOR_TENANT, tls, env },
) {
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    ...(service === 'gateway' && { RATE_LIMIT_PER_MINUTE: '6000' }),
    PUBLIC_URL: urls.gateway[0],
    ...process.env,
    HOST,
    PORT: String(port),
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: prefix,
    MONGODB_URI: mongoUri,
    DATABASE_PREFIX: prefix,
    IDENTITY_URLS: urls.identity.join(','),
    ENROLLMENT_URLS: urls.enrollment.join(','),
    RELATIONSHIPS_URLS: urls.relationships.join(','),
    CUSTOMERS_URLS: urls.customers.join(','),
    AGREEMENTS_URLS: urls.agreements.join(','),
    NOTIFICATIONS_URLS: urls.notifications.join(','),
    OPERATOR_TENANT: operatorTenant,
    ...(service !== 'gateway' && { KEY_SECRET_FILE: join(dataDir, `${service}-key-secret`) }),
    ...(service === 'identity' && { CREDENTIAL_SECRET_FILE: join(dataDir, 'credential-secret') }),
    ...(LINKING.includes(service) && { LINK_SECRET_FILE: join(dataDir, `${service}-link-secret`) }),
    ...(service === 'notifications' && { MAILBOX_DIR: join(dataDir, 'mailbox') }),
    ...(service === 'gateway' && tls && { TLS_CERT_FILE: tls.certFile, TLS_KEY_FILE: tls.keyFile }),
    ...(managementPort && { MANAGEMENT_PORT: String(managementPort) }),
    ...env,
  };
}

/**
 * @template Value
 * @param {(service: Service) => Value} valueOf
 * @returns {Record<Service, Value>}
 */
function eachService(valueOf) {
  return /** @type {Record<Service, Value>} */ (
    Object.fromEntries(SERVICES.map((service) => [service, valueOf(service)]))
  );
}
