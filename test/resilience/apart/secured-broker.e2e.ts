import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { KafkaSecurity } from '#lib/messaging';
import { DeadLetters } from '../../../tools/kafka/dead-letters.js';
import { startPlatform } from '../../../tools/platform/platform.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { CommandSender } from '../../support/clients/command-sender.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { SecuredBroker } from '../../support/platform/secured-broker.js';
import { SecuredMongo } from '../../support/platform/secured-mongo.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { newCustomer } from '../../support/scenes/requests.js';

const SERVICES = ['identity', 'enrollment', 'relationships', 'customers', 'agreements', 'notifications'] as const;
type Service = (typeof SERVICES)[number];
const SOURCE = 'https://crm.example';

describe('at a broker and a database where everybody signs in, and may do nothing that no rule allows', () => {
  const prefix = TestPlatform.newPrefix();
  const partnerId = randomUUID();
  const events = `${prefix}.customers.events`;
  const directory = join(process.cwd(), '.data', 'test', `${prefix}-servers`);
  let broker: SecuredBroker;
  let mongo: SecuredMongo;
  let platform: TestPlatform;
  let agent: ApiClient;
  let tap: EventTap;

  beforeAll(async () => {
    const users = [...SERVICES.map(userOf), 'crm', 'twotier-operator'];
    broker = await SecuredBroker.start(join(directory, 'kafka'), users);
    await broker.giveRightsOfReference(prefix);
    mongo = await SecuredMongo.start(join(directory, 'mongo'));
    for (const service of SERVICES) await mongo.addUser(userOf(service), `${prefix}-${service}`);
    await mongo.addUser('crm');
    platform = await TestPlatform.start({
      prefix,
      kafkaBrokers: broker.brokers,
      env: {
        COMMAND_SOURCES: `${SOURCE}=${partnerId}`,
        SWEEP_INTERVAL_SECONDS: '1',
        CONSUMER_SESSION_TIMEOUT_SECONDS: '4',
      },
      mongoUri: 'mongodb://each-service.has.its.own',
      envOf: (service) => (service === 'gateway' || service === 'portal' ? {} : settingsOf(service)),
    });
    agent = (await platform.partner('direct-bill', { tenantId: partnerId })).user('AdminAgent');
    tap = await EventTap.open(broker.brokers, [events], { ...broker.accessOf('crm'), groups: 'crm' });
  }, 240_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
    await Promise.all([broker.stop(), mongo.stop()]);
  });

  const settingsOf = (service: Service, MONGODB_URI = mongo.uriOf(userOf(service))): Record<string, string> => ({
    ...broker.settingsOf(userOf(service)),
    MONGODB_URI,
  });
  const reportOf = async (service: Service): Promise<{ healthy: boolean; refused?: string[] }> =>
    (await (await fetch(`${platform.urls[service][0]}/health/consumers`)).json()) as { healthy: boolean };
  const isWell = async (service: Service): Promise<boolean> => (await reportOf(service)).healthy;
  const readiness = async (service: Service): Promise<{ status: string; reason?: string }> =>
    (await (await fetch(`${platform.urls[service][0]}/health/ready`)).json()) as { status: string };
  const linesOf = async (service: Service, text: string): Promise<string[]> =>
    (await readFile(platform.apps[service][0]!.logFile, 'utf8')).split('\n').filter((line) => line.includes(text));
  const create = async (): Promise<string> => {
    const created = await agent.post('/v1/customers', newCustomer());
    expect([created.status, created.body.description]).toEqual([201, undefined]);
    return created.body.id;
  };
  const arrives = (subject: string): Promise<unknown> =>
    eventually('its events arrive', () => tap.of(subject).length > 0);

  describe('with the rights of the reference, and no others', () => {
    it('a customer is created, and consumers of others learn of it', async () => {
      await arrives(await create());
      for (const service of SERVICES) await eventually(`${service} is well`, () => isWell(service));
    });

    it('a platform sends a command, and reads what became of it', async () => {
      const topic = `${prefix}.customers.commands`;
      const sender = await CommandSender.open(broker.brokers, topic, SOURCE, broker.accessOf('crm'));
      const command = sender.relationshipWith(randomUUID());
      await sender.send(command);
      await eventually('its outcome arrives', () => tap.events.some(({ data }) => data.customerId === command.subject));
      await sender.send({ ...command, id: randomUUID(), type: 'io.twotier.customer.applaud.v1' });
      await sender.close();
      const parked = `${topic}.${prefix}.customers.dlt`;
      const letters = new DeadLetters(broker.brokers, broker.settingsOf('twotier-operator'));
      await eventually('it is parked', async () =>
        (await letters.list(prefix)).some(({ topic: name }) => name === parked),
      );
      expect(await letters.redrive(parked)).toBe(1);
      await eventually('it is parked again', async () => (await letters.show(parked)).length === 1);
    });

    it('nobody lacks anything', async () => {
      for (const service of SERVICES) expect(await linesOf(service, 'AUTHORIZATION_FAILED')).toEqual([]);
    });
  });

  describe('a right that is taken from a service that runs', () => {
    it.each<[string, Service, 'TOPIC' | 'GROUP', string, 'READ' | 'WRITE', string]>([
      [
        'to read a topic',
        'agreements',
        'TOPIC',
        events,
        'READ',
        `User:twotier-agreements lacks READ on the topic ${events} (TOPIC_AUTHORIZATION_FAILED)`,
      ],
      [
        'to be in its group',
        'agreements',
        'GROUP',
        `${prefix}.agreements`,
        'READ',
        `User:twotier-agreements lacks READ on the group ${prefix}.agreements (GROUP_AUTHORIZATION_FAILED)`,
      ],
      [
        'to write a topic',
        'customers',
        'TOPIC',
        events,
        'WRITE',
        `User:twotier-customers lacks WRITE on the topic ${events} (TOPIC_AUTHORIZATION_FAILED)`,
      ],
    ])(
      '%s, is told in one line, and all goes on when it is given again',
      async (_, service, kind, name, operation, line) => {
        const { pid } = platform.apps[service][0]!;
        await broker.take(userOf(service), kind, name, operation);
        const customerId = await create();
        await eventually('it is told', async () => (await reportOf(service)).refused?.includes(line));
        expect((await readiness(service)).status).toBe('ok');
        await broker.give(userOf(service), kind, name, operation);
        await arrives(customerId);
        await eventually('the service is well', () => isWell(service));
        expect(await linesOf(service, line)).toHaveLength(1);
        expect(platform.apps[service][0]!.pid).toBe(pid);
      },
    );
  });

  describe('a service that starts without what it needs is not ready, says why in one line, and goes on when it gets it', () => {
    const service = 'relationships';
    const user = userOf(service);
    const who = `User:${user}`;
    const redrive = `${prefix}.relationships.commands.${prefix}.relationships.redrive`;

    it.each<[string, () => Promise<void>, () => Promise<void>, string]>([
      [
        'a topic, which it neither sees nor may create',
        () => broker.take(user, 'TOPIC', redrive, 'READ', 'WRITE', 'CREATE'),
        () => broker.give(user, 'TOPIC', redrive, 'READ', 'WRITE', 'CREATE'),
        `${who} lacks CREATE, or if it exists READ or WRITE, on the topic ${redrive} (TOPIC_AUTHORIZATION_FAILED)`,
      ],
      [
        'its group',
        () => broker.take(user, 'GROUP', `${prefix}.relationships`, 'READ'),
        () => broker.give(user, 'GROUP', `${prefix}.relationships`, 'READ'),
        `${who} lacks READ on the group ${prefix}.relationships (GROUP_AUTHORIZATION_FAILED)`,
      ],
      [
        'the right password',
        () => broker.changePassword(user, 'wrong'),
        () => broker.changePassword(user),
        `${who} gets no connection to the broker (SASL_AUTHENTICATION_FAILED)`,
      ],
    ])('%s', async (_, take, give, line) => {
      const app = platform.apps[service][0]!;
      await app.stop();
      const before = (await linesOf(service, line)).length;
      await take();
      const starting = app.start();
      const reason = await eventually('it says why', async () => (await readiness(service)).reason);
      expect(reason).toContain(line);
      await give();
      await starting;
      await eventually('it is well', () => isWell(service));
      expect((await linesOf(service, line)).length - before).toBe(1);
      expect(await linesOf(service, 'hunter2')).toEqual([]);
    });

    it('any topic that it may write to: what it publishes waits', async () => {
      const read = ['relationships.commands', 'enrollment.events', 'agreements.events'].map(
        (name) => `${prefix}.${name}`,
      );
      const parked = read.flatMap((topic) =>
        ['dlt', 'redrive'].map((end) => `${topic}.${prefix}.relationships.${end}`),
      );
      const written = [`${prefix}.relationships.events`, `${prefix}.relationships.state`, ...parked];
      const app = platform.apps[service][0]!;
      const provider = await platform.partner('indirect-provider');
      await app.stop();
      for (const topic of written) await broker.take(user, 'TOPIC', topic, 'WRITE');
      await broker.take(user, 'TOPIC', redrive, 'DESCRIBE_CONFIGS');
      await app.start();
      await provider.user('AdminAgent').postPatiently('/v1/partnershipinvitations', {});
      const line = `${who} lacks WRITE on any topic (CLUSTER_AUTHORIZATION_FAILED)`;
      await eventually('it says why', async () => (await reportOf(service)).refused?.includes(line));
      for (const topic of written) await broker.give(user, 'TOPIC', topic, 'WRITE');
      await eventually('it is well', () => isWell(service));
      expect(await linesOf(service, line)).toHaveLength(1);
      expect(await linesOf(service, `${who} lacks DESCRIBE_CONFIGS on the topic ${redrive} `)).toHaveLength(1);
    });
  });

  it.each([
    [
      'a wrong password',
      () => mongo.uriOf(userOf('relationships'), 'wrong'),
      'MongoDB does not let the user twotier-relationships of the database admin in',
    ],
    ['a user without rights', () => mongo.uriOf('crm'), 'the user crm of the database admin may not '],
  ])('a service whose database refuses it ends, and says why: %s', async (_, uriOf, line) => {
    const starting = startPlatform({
      kafkaBrokers: broker.brokers,
      mongoUri: 'unused',
      prefix,
      dataDir: join(directory, 'refused'),
      env: settingsOf('relationships', uriOf()),
      only: ['relationships'],
      log: () => undefined,
    });
    const { message } = await starting.then(
      () => new Error('It has started.'),
      (error: Error) => error,
    );
    expect(message).toContain(line);
    expect(message).not.toContain('hunter2');
  });

  describe('with tokens', () => {
    let issuer: Server;
    let asked = 0;
    beforeAll(async () => {
      issuer = createServer((_, response) => {
        asked++;
        const token = { access_token: unsigned({ sub: 'crm' }), token_type: 'Bearer', expires_in: LIFETIME_SECONDS };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(token));
      });
      await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => issuer.close());

    it('a client signs in, again and again before a token expires, and has the rights of its subject', async () => {
      const { KAFKA_SSL_CA_FILE } = broker.settingsOf('crm');
      const security = new KafkaSecurity({
        KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
        KAFKA_SSL_CA_FILE,
        KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
        KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`,
        KAFKA_SASL_OAUTHBEARER_CLIENT_ID: 'crm-client',
        KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET: 'hunter2',
      });
      const signedIn = await EventTap.open(broker.brokers, [events], { ...security.options(), groups: 'crm' });
      try {
        expect(security.user).toBe('User:crm');
        const atFirst = asked;
        await eventually('it signs in again', () => asked > atFirst + 1);
        const customerId = await create();
        await eventually('it still reads', () => signedIn.of(customerId).length > 0);
      } finally {
        await signedIn.close();
      }
    });
  });
});

/** kafkajs signs in again ten seconds before the broker ends a session, which is when the token expires. */
const LIFETIME_SECONDS = 12;

function unsigned(claims: object): string {
  const iat = Math.floor(Date.now() / 1_000);
  const parts = [{ alg: 'none' }, { iat, exp: iat + LIFETIME_SECONDS, ...claims }];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
}

function userOf(service: string): string {
  return `twotier-${service}`;
}
