import { InvalidConfigError, loadConfig } from '#lib/service-kit';
import { IdentityConfig } from './identity.config.js';

const [one, other] = ['d0000000-0000-4000-8000-0000000000d1', 'd0000000-0000-4000-8000-0000000000b1'];
const url = 'http://localhost:1';
const environment = {
  PORT: '1',
  OPERATOR_TENANT: one,
  KAFKA_BROKERS: 'localhost:1',
  MONGODB_URI: 'mongodb://localhost:1',
  IDENTITY_URLS: url,
  ENROLLMENT_URLS: url,
  RELATIONSHIPS_URLS: url,
  CUSTOMERS_URLS: url,
  AGREEMENTS_URLS: url,
  NOTIFICATIONS_URLS: url,
  CREDENTIAL_SECRET_FILE: 'unused',
  KEY_SECRET_FILE: 'unused',
};

function load(COMMAND_SOURCES?: string): IdentityConfig {
  // A configuration is read once, so each has a class of its own.
  class Config extends IdentityConfig {}
  return loadConfig(Config, { ...environment, COMMAND_SOURCES });
}

it.each([undefined, '', ' , '])('[ruling 29] nobody sends commands by %j', (given) => {
  for (const source of ['/crm', 'constructor', '']) expect(load(given).commandSource(source)).toBeUndefined();
});

it('[ruling 29] a source speaks for one partner, in any casing of its id, and several sources for the same one', () => {
  const config = load(`https://crm.example/?of=7=${one.toUpperCase()}, /erp=${one} ,/b=${other},`);
  const sources = ['https://crm.example/?of=7', '/erp', '/b', '/B', 'https://crm.example/?of'];
  const tenants = sources.map((source) => config.commandSource(source)?.tenantId);
  expect(tenants).toEqual([one, one, other, undefined, undefined]);
});

it('[ruling 45] a source has the roles that follow a colon, and else none', () => {
  const config = load(`https://crm.example:8443/=${one}:AdminAgent+SalesAgent,/erp=${one}`);
  expect(config.commandSource('https://crm.example:8443/')?.roles).toEqual(['AdminAgent', 'SalesAgent']);
  expect(config.commandSource('/erp')?.roles).toEqual([]);
});

it.each([
  '/crm',
  '/crm=',
  `=${one}`,
  one,
  `/crm=${one},/erp`,
  `/c r m=${one}`,
  `/crm=${one},/crm=${other}`,
  '/crm=dunmore',
  `/crm=${one}:`,
  `/crm=${one}:King`,
  `/crm=${one}:Operator`,
  `/crm=${one}:AdminAgent:SalesAgent`,
])('[ruling 29] COMMAND_SOURCES=%s keeps the service from starting', (given) => {
  expect(() => load(given)).toThrow(InvalidConfigError);
  expect(() => load(given)).toThrow('COMMAND_SOURCES must list pairs <source>=<tenant id>');
});
