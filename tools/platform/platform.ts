import { join, resolve } from 'node:path';
import { together, uninterrupted } from '../process/concurrency.ts';
import { Daemon, keepRunning, type DaemonOptions } from '../process/daemon.ts';
import { ProcessRecord, stopLeftovers, writePrivately } from '../process/leftovers.ts';
import { freePort } from '../process/ports.ts';
import { type Failure } from '../process/program.ts';
import { consoleLog, type Log } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';
import { type LocalCertificate } from './tls/local-certificate.ts';
import { trust } from './tls/trust.ts';

/** The tenant whose users operate the platform itself. */
export const OPERATOR_TENANT = 'b0e0c5a4-0000-4000-8000-0000000000f0';

const SERVICES = [
  'identity',
  'enrollment',
  'relationships',
  'customers',
  'agreements',
  'notifications',
  'portal',
  'gateway',
] as const;
export type Service = (typeof SERVICES)[number];
/** All but the one with the pages. */
export const API_SERVICES: readonly Service[] = SERVICES.filter((service) => service !== 'portal');
type PerService<Value> = Record<Service, Value>;

const USUAL_PORTS: Partial<PerService<number>> = {
  identity: 3001,
  enrollment: 3002,
  customers: 3003,
  agreements: 3004,
  notifications: 3005,
  relationships: 3006,
  portal: 3007,
};
/** Services that make links with secrets of their own. */
const LINKING: readonly Service[] = ['enrollment', 'relationships', 'customers', 'agreements'];
const USUAL_MANAGEMENT_PORT = 3009;
const HOST = '127.0.0.1';
/** The gateway is told to people, and is part of their tokens: under the name that they use. */
const PUBLIC_HOST = 'localhost';
/** The young objects of a service fit into less than V8 gives them. One thread clears so few of them up in less time than several take. */
const NODE_FLAGS = ['--max-semi-space-size=8', '--no-parallel-scavenge'];
const LIMITS = { startLimitMs: 180_000, stopLimitMs: 15_000 };
const ANSWER_LIMIT_MS = 1_000;

export interface PlatformOptions {
  kafkaBrokers: string;
  mongoUri: string;
  /** Of the topics and of the databases. */
  prefix: string;
  dataDir: string;
  operatorTenant?: string;
  /** One that is free; without it any. */
  gatewayPort?: number;
  /** The gateway serves HTTPS with it. */
  tls?: LocalCertificate;
  /** For all apps; wins over what they get otherwise. */
  env?: NodeJS.ProcessEnv;
  /** For each app; wins over that. */
  envOf?: (service: Service) => NodeJS.ProcessEnv;
  /** One of each without it. */
  instances?: Partial<PerService<number>>;
  /** Starts these; the URLs of the others are given to them, but nobody answers there. */
  only?: readonly Service[];
  log?: Log;
  /** Starts apps again that die. */
  supervise?: boolean;
  /** Called when a supervised app dies too often. */
  onGivenUp?: (failure: Failure) => void;
  /** Interrupts the start; what has been started until then is stopped. */
  signal?: AbortSignal;
}

export interface Platform {
  gatewayUrl: string;
  /** Of all instances. */
  urls: PerService<string[]>;
  apps: PerService<App[]>;
  stop: () => Promise<void>;
}

/** One running instance of a service. */
export class App extends Daemon {
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;

  constructor(url: string, options: DaemonOptions) {
    super(options);
    this.url = url;
    this.environment = options.environment;
  }
}

interface Instance {
  service: Service;
  name: string;
  url: string;
  port: number;
  managementPort: number | undefined;
}

/** What each service reads, on a platform that need not run. */
export async function environmentsOf(options: PlatformOptions): Promise<PerService<NodeJS.ProcessEnv>> {
  const dataDir = resolve(options.dataDir);
  const plan = await planInstances(options);
  const urls = eachService((service) => plan[service].map(({ url }) => url));
  const first = (service: Service): Instance => plan[service][0]!;
  return eachService((service) => environmentOf(first(service), urls, { ...options, dataDir }));
}

/** Starts the services as built in dist/, all at once, and resolves when all are ready. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { log = consoleLog(), signal = uninterrupted, supervise = false, onGivenUp = () => {} } = options;
  const dataDir = resolve(options.dataDir);
  writePrivately();
  trust(options.tls?.rootFile);
  await stopLeftovers(dataDir, log);
  const plan = await planInstances(options);
  const urls = eachService((service) => plan[service].map(({ url }) => url));
  const apps = createApps(plan, urls, { ...options, dataDir }, log);
  const all = Object.values(apps).flat();

  const supervision = new AbortController();
  const stop = async (): Promise<void> => {
    supervision.abort();
    await Promise.all(all.map((app) => app.stop()));
  };
  if (supervise) keepRunning(all, { log, signal: supervision.signal, giveUp: onGivenUp });
  try {
    await together(
      signal,
      all.map((app) => (either: AbortSignal) => app.start(either)),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { gatewayUrl: urls.gateway[0] ?? '', urls, apps, stop };
}

async function planInstances({ gatewayPort, instances = {}, tls }: PlatformOptions): Promise<PerService<Instance[]>> {
  const plan = eachService((): Instance[] => []);
  for (const service of SERVICES) {
    for (let number = 1; number <= (instances[service] ?? 1); number++) {
      const isGateway = service === 'gateway';
      // A platform without a port of its own is one of several, in tests: it leaves the usual ports alone.
      const isUsual = gatewayPort !== undefined && number === 1;
      const port = isUsual && isGateway ? gatewayPort : await freePort(isUsual ? USUAL_PORTS[service] : undefined);
      const managementPort = isGateway ? await freePort(isUsual ? USUAL_MANAGEMENT_PORT : undefined) : undefined;
      const name = number === 1 ? service : `${service}-${number}`;
      const origin = isGateway ? `${tls ? 'https' : 'http'}://${PUBLIC_HOST}` : `http://${HOST}`;
      plan[service].push({ service, name, url: `${origin}:${port}`, port, managementPort });
    }
  }
  return plan;
}

function createApps(
  plan: PerService<Instance[]>,
  urls: PerService<string[]>,
  options: PlatformOptions,
  log: Log,
): PerService<App[]> {
  const { only = SERVICES, dataDir } = options;
  const record = new ProcessRecord(dataDir);
  return eachService((service) => {
    const program = join('dist', 'services', `${service}.js`);
    const wanted = only.includes(service) ? plan[service] : [];
    return wanted.map((instance) => {
      const { name, url } = instance;
      return new App(url, {
        name,
        log,
        record,
        directory: ROOT,
        logFile: join(dataDir, 'logs', `${name}.log`),
        ...LIMITS,
        command: [PROJECT_NODE, ...NODE_FLAGS, program],
        environment: environmentOf(instance, urls, options),
        answers: () => isReady(url),
      });
    });
  });
}

async function isReady(url: string): Promise<boolean> {
  const headers = { connection: 'close' };
  const answer = fetch(`${url}/health/ready`, { headers, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  return answer.then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}

/** The apps' contract: what each one reads from its environment. It also gets what is in ours. */
function environmentOf(
  { service, port, managementPort }: Instance,
  urls: PerService<string[]>,
  { kafkaBrokers, mongoUri, prefix, dataDir, operatorTenant = OPERATOR_TENANT, tls, env, envOf, only }: PlatformOptions,
): NodeJS.ProcessEnv {
  const isGateway = service === 'gateway';
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: '0',
    ...(isGateway && { RATE_LIMIT_PER_MINUTE: '6000' }),
    PUBLIC_URL: urls.gateway[0],
    ...process.env,
    // V8 compiles a bundle once for all starts of this build.
    NODE_COMPILE_CACHE: join(ROOT, 'dist', 'compile-cache'),
    HOST,
    PORT: String(port),
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: prefix,
    MONGODB_URI: mongoUri,
    DATABASE_PREFIX: prefix,
    ...Object.fromEntries(SERVICES.map((service) => [`${service.toUpperCase()}_URLS`, urls[service].join(',')])),
    OPERATOR_TENANT: operatorTenant,
    ...(!isGateway && { KEY_SECRET_FILE: join(dataDir, `${service}-key-secret`) }),
    ...(service === 'identity' && { CREDENTIAL_SECRET_FILE: join(dataDir, 'credential-secret') }),
    ...(['identity', 'portal'].includes(service) && {
      PORTAL_CLIENT_SECRET_FILE: join(dataDir, 'portal-client-secret'),
    }),
    ...(service === 'portal' && {
      SESSION_SECRET_FILE: join(dataDir, 'portal-session-secret'),
      SANDBOX_DATA_DIR: dataDir,
      ...(tls && { NODE_EXTRA_CA_CERTS: tls.rootFile }),
    }),
    ...(LINKING.includes(service) && { LINK_SECRET_FILE: join(dataDir, `${service}-link-secret`) }),
    ...(service === 'notifications' && {
      MAILBOX_DIR: join(dataDir, 'mailbox'),
      WEBHOOK_ALLOWED_HOSTS: 'localhost, 127.0.0.1',
    }),
    ...(isGateway && tls && { TLS_CERT_FILE: tls.certFile, TLS_KEY_FILE: tls.keyFile }),
    ...(only && !only.includes('portal') && { PORTAL_URLS: '' }),
    ...(managementPort && { MANAGEMENT_PORT: String(managementPort) }),
    ...env,
    ...envOf?.(service),
  };
}

function eachService<Value>(valueOf: (service: Service) => Value): PerService<Value> {
  return Object.fromEntries(SERVICES.map((service) => [service, valueOf(service)])) as PerService<Value>;
}
