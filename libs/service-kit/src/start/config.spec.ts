import { type ServiceName } from '#lib/contracts';
import { ServiceConfig } from './config.js';
import { InvalidConfigError, loadConfig } from './load-config.js';

const environment = {
  PORT: '8080',
  OPERATOR_TENANT: '0a1b2c3d-0000-0000-0000-000000000001',
  IDENTITY_URLS: 'http://identity:1',
  ENROLLMENT_URLS: 'http://enrollment:1',
  CUSTOMERS_URLS: 'http://customers-1:1, https://customers-2.example:2,',
  AGREEMENTS_URLS: 'http://localhost:1',
  NOTIFICATIONS_URLS: 'http://notifications:1',
  RELATIONSHIPS_URLS: 'http://relationships:1',
  KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9093',
  KEY_SECRET_FILE: 'unused',
  MONGODB_URI: 'mongodb://user:hunter2@db:27017',
};

/** What the service reads; each time by a class of its own, since a configuration is read once. */
function load(changes: Record<string, string | undefined> = {}, given: object = environment): ServiceConfig {
  class Config extends ServiceConfig {}
  return loadConfig(Config, { ...given, ...changes });
}

function faultsOf(changes: Record<string, string | undefined>, given?: object): string[] {
  try {
    load(changes, given);
    return [];
  } catch (error) {
    return (error as InvalidConfigError).faults;
  }
}

it('[config] reads numbers and lists, and has defaults for what may be left out', () =>
  expect(load()).toMatchObject({
    PORT: 8080,
    CUSTOMERS_URLS: ['http://customers-1:1', 'https://customers-2.example:2'],
    KAFKA_BROKERS: ['kafka-1:9092', 'kafka-2:9093'],
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    TOPIC_PREFIX: 'twotier',
    TOPIC_PARTITIONS: 12,
    CONSUMER_SESSION_TIMEOUT_SECONDS: 10,
    DATABASE_PREFIX: 'twotier',
  }));

it('[config] takes what is given over a default', () =>
  expect(load({ HOST: '0.0.0.0', TOPIC_PARTITIONS: '3', LOG_LEVEL: 'debug' })).toMatchObject({
    HOST: '0.0.0.0',
    TOPIC_PARTITIONS: 3,
    LOG_LEVEL: 'debug',
  }));

it.each<[ServiceName, string]>([
  ['identity', 'http://identity:1'],
  ['enrollment', 'http://enrollment:1'],
  ['customers', 'http://customers-1:1'],
  ['agreements', 'http://localhost:1'],
  ['notifications', 'http://notifications:1'],
  ['relationships', 'http://relationships:1'],
])('[ruling 34] knows where %s is', (service, url) => expect(load().urlsOf(service)[0]).toBe(url));

it('[config] lists everything that is missing, whether unset or empty', () => {
  const missing = Object.keys(environment).map((name) => `${name} is not set`);
  expect(faultsOf({}, {}).sort()).toEqual([...missing].sort());
  const empty = Object.fromEntries(Object.keys(environment).map((name) => [name, '']));
  expect(faultsOf(empty).sort()).toEqual([...missing].sort());
});

it.each([
  ['PORT', 'eighty'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['LOG_LEVEL', 'loud'],
  ['PUBLIC_URL', 'our identity'],
  ['OPERATOR_TENANT', 'operator'],
  ['IDENTITY_URLS', 'identity:1'],
  ['CUSTOMERS_URLS', 'http://a:1,ftp://b:1'],
  ['KAFKA_BROKERS', 'kafka'],
  ['KAFKA_BROKERS', 'a:1,b'],
  ['KAFKA_SECURITY_PROTOCOL', 'TLS'],
  ['KAFKA_SASL_MECHANISM', 'GSSAPI'],
  ['KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL', 'issuer'],
  ['TOPIC_PREFIX', 'two tier'],
  ['TOPIC_PARTITIONS', '0'],
  ['TOPIC_REPLICATION_FACTOR', '1.5'],
  ['CONSUMER_SESSION_TIMEOUT_SECONDS', '2'],
  ['MONGODB_URI', 'postgres://user:hunter2@db'],
  ['DATABASE_PREFIX', 'two/tier'],
  ['OIDC_ISSUER', 'login.example'],
  ['OIDC_CLAIMS', 'tid'],
  ['OIDC_CLAIMS', 'tenant=tid'],
  ['OIDC_CLAIMS', 'tid=a=b'],
])('[config] refuses %s=%s, and names it', (name, value) => {
  const faults = faultsOf({ [name]: value });
  expect(faults).not.toEqual([]);
  for (const fault of faults) expect(fault).toContain(name);
});

it('[config] tells missing and wrong values together, one a line, and never the values', () => {
  const start = (): unknown => load({ PORT: undefined, LOG_LEVEL: 'loud', MONGODB_URI: 'postgres://user:hunter2@db' });
  expect(start).toThrow(InvalidConfigError);
  expect(start).toThrow(/^The configuration is not complete:\n {2}- (?!.*hunter2)/);
  expect(faultsOf({ PORT: undefined, LOG_LEVEL: 'loud', MONGODB_URI: 'postgres://user:hunter2@db' }).sort()).toEqual([
    'LOG_LEVEL must be one of the following values: fatal, error, warn, info, debug, trace',
    'MONGODB_URI must begin with mongodb:// or mongodb+srv://',
    'PORT is not set',
  ]);
});

it('[config] tells settings of the broker that do not go together', () =>
  expect(faultsOf({ KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_PASSWORD: 'hunter2' })).toEqual([
    'KAFKA_SASL_MECHANISM is not set',
    'KAFKA_SASL_USERNAME is not set',
  ]));

it('[config] tells each fault once', () =>
  expect(faultsOf({ KAFKA_SECURITY_PROTOCOL: 'TLS' })).toEqual([
    'KAFKA_SECURITY_PROTOCOL must be one of the following values: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL',
  ]));

it('[I5] reads where another issuer has its claims', () => {
  const OIDC_CLAIMS = 'tid = tenant_id,roles=realm_access.roles';
  expect(load({ OIDC_CLAIMS }).OIDC_CLAIMS).toEqual({ tid: 'tenant_id', roles: 'realm_access.roles' });
  expect(load().OIDC_CLAIMS).toEqual({});
});

it('[config] reads the environment once', () => {
  class Config extends ServiceConfig {}
  const first = loadConfig(Config, environment as unknown as NodeJS.ProcessEnv);
  expect(loadConfig(Config, {})).toBe(first);
});
