import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { toKafkaRecord, type StoredEvent } from '#lib/messaging';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { verdictOf } from '../../support/wire/answers.js';
import { newUser, assign, remove, noRight } from './users.js';
import { type User, type Application, type Customer } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const password = 'Ripe-plums-7';

describe('the roles of users', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let tap: EventTap;
  let organisation: TestOrganisation;
  let globalAdmin: ApiClient;
  let adminAgent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    await platform.operator();
    forge = await TokenForge.open(platform, databases);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.identity.events`]);
  }, 180_000);
  beforeEach(async () => {
    organisation = await platform.organisation();
    globalAdmin = organisation.user('GlobalAdmin');
    adminAgent = organisation.user('AdminAgent');
  });
  afterAll(async () => {
    await tap.close();
    await databases.close();
  });

  it('[I3] get and lose roles, in any casing; twice answers the same, and is told once', async () => {
    const { id, userPrincipalName } = (await globalAdmin.post<User>('/v1/users', newUser())).body;
    for (const role of ['salesAGENT', 'SalesAgent']) {
      const { status, body } = await assign(adminAgent, String(id), role);
      expect([status, body.roles]).toEqual([200, ['SalesAgent']]);
    }
    for (const role of ['SALESAGENT', 'SalesAgent']) {
      const { status, body } = await remove(adminAgent, String(id), role);
      expect([status, body.roles]).toEqual([200, []]);
    }
    expect((await adminAgent.send('DELETE', `/v1/users/${id}`)).status).toBe(204);
    const told = await eventually('the deletion', () => {
      const own = tap.of(organisation.tenantId).filter(({ data }) => data.userId === id);
      return own.some(({ headers }) => headers['ce_type'] === 'io.twotier.user.deleted.v1') && own;
    });
    const state = { tenantId: organisation.tenantId, userId: id, userPrincipalName, licenses: [] };
    expect(told.map(({ headers, data }) => [headers['ce_type'], data])).toEqual([
      ['io.twotier.user.created.v1', { ...state, roles: [] }],
      ['io.twotier.user.role-assigned.v1', { ...state, roles: ['SalesAgent'], role: 'SalesAgent' }],
      ['io.twotier.user.role-removed.v1', { ...state, roles: [], role: 'SalesAgent' }],
      ['io.twotier.user.deleted.v1', { ...state, roles: [] }],
    ]);
  });

  it('[I3] become, and stay, Global admin by a Global admin alone', async () => {
    const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
    const refused = [
      await adminAgent.post('/v1/users', newUser({ roles: ['GlobalAdmin'] })),
      await assign(adminAgent, adminAgent.userId, 'GlobalAdmin'),
      await assign(adminAgent, String(id), 'GlobalAdmin'),
      await remove(adminAgent, globalAdmin.userId, 'GlobalAdmin'),
      await adminAgent.send('DELETE', `/v1/users/${globalAdmin.userId}`),
    ];
    expect(refused.map((answer) => verdictOf(answer, 200))).toEqual(Array(5).fill(noRight));
    expect((await assign(globalAdmin, String(id), 'GlobalAdmin')).body.roles).toEqual(['GlobalAdmin']);
    expect((await remove(globalAdmin, String(id), 'GlobalAdmin')).body.roles).toEqual([]);
  });

  it('[I3] the last Global admin cannot be removed, deleted or stripped', async () => {
    const id = globalAdmin.userId;
    const refused = [await remove(globalAdmin, id, 'GlobalAdmin'), await globalAdmin.send('DELETE', `/v1/users/${id}`)];
    for (const answer of refused) {
      expect(verdictOf(answer, 200)).toBe('409/2000');
      expect(answer.body.description).toContain('last Global admin');
    }
    expect((await globalAdmin.get<User>(`/v1/users/${id}`)).body.roles).toEqual(['GlobalAdmin']);
  });

  it('[I3] of two Global admins who remove each other at once exactly one stays', async () => {
    for (const way of [remove, (client: ApiClient, id: string) => client.send('DELETE', `/v1/users/${id}`)]) {
      const own = await platform.organisation();
      const [one, other] = [own.user('GlobalAdmin'), own.user('AdminAgent')];
      await assign(one, other.userId, 'GlobalAdmin');
      const answers = await Promise.all([way(one, other.userId, 'GlobalAdmin'), way(other, one.userId, 'GlobalAdmin')]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const left = (await own.user('AdminAgent').get<Page<User>>('/v1/users')).body.items;
      expect(left.filter(({ roles: held }) => held.includes('GlobalAdmin'))).toHaveLength(1);
    }
  });

  it('[ruling 17] whose roles were taken change nobody any more, whatever their token says', async () => {
    await remove(globalAdmin, adminAgent.userId, 'AdminAgent');
    const refused = [
      await adminAgent.post('/v1/users', newUser()),
      await assign(adminAgent, adminAgent.userId, 'AdminAgent'),
      await remove(adminAgent, organisation.user('SalesAgent').userId, 'SalesAgent'),
      await adminAgent.send('DELETE', `/v1/users/${organisation.user('SalesAgent').userId}`),
    ];
    expect(refused.map((answer) => verdictOf(answer, 200))).toEqual(Array(4).fill(noRight));
    expect(refused[0]?.body.description).toContain('no longer');
  });

  it('[I3] who is gone, or has lost the role, makes nothing that outlives its token', async () => {
    const provider = await platform.partner('indirect-provider');
    const [boss, agent] = [provider.user('GlobalAdmin'), provider.user('AdminAgent')];
    const customerId = String((await agent.postPatiently('/v1/customers', newCustomer())).body.id);
    const customer = `/v1/customers/${customerId}`;
    const [admin] = (await agent.get(`${customer}/users`)).body.items;
    const calls: [string, string, object][] = [
      ['POST', '/v1/applications', { displayName: 'For ever' }],
      ['DELETE', `/v1/applications/${randomUUID()}`, {}],
      ['POST', '/v1/users', newUser()],
      ['POST', '/v1/customers', newCustomer()],
      ['POST', '/v1/customers/relationshiprequests', {}],
      ['POST', '/v1/partnershipinvitations', {}],
      ['POST', `${customer}/users`, { firstName: 'Bo', lastName: 'Reed', userPrincipalName: 'bo@contoso.com' }],
      ['PATCH', `${customer}/users/${admin?.id}`, { passwordProfile: { password, forceChangePassword: false } }],
      ['DELETE', `${customer}/users/${admin?.id}`, {}],
      ['POST', `${customer}/users/${admin?.id}/licenseupdates`, { licensesToRemove: ['offer-1'] }],
    ];
    const headers = { 'content-type': 'application/json' };
    const outcomes = (): Promise<[string, string][]> =>
      Promise.all(
        calls.map(async ([method, path, body]): Promise<[string, string]> => {
          const answer = await agent.send(method, path, JSON.stringify(body), headers);
          return [`${method} ${path}`, verdictOf(answer, 201)];
        }),
      );
    await remove(boss, agent.userId, 'AdminAgent');
    expect(await outcomes()).toEqual(calls.map(([method, path]) => [`${method} ${path}`, noRight]));
    expect((await boss.send('DELETE', `/v1/users/${agent.userId}`)).status).toBe(204);
    for (const [call, refusal] of await outcomes())
      expect([call, refusal]).toEqual([call, call === 'POST /v1/users' ? noRight : '401/400']);
    expect((await boss.get('/v1/applications')).body.items).toEqual([]);
  });

  it('[I2] an application that was removed creates no customers, though its token goes on', async () => {
    const partner = await platform.partner('direct-bill');
    const admin = partner.user('AdminAgent');
    const { appId } = (await admin.post<Application>('/v1/applications', { displayName: 'Ledger' })).body;
    const app = clientWith(await forge.sign({ tid: partner.tenantId, appid: appId, idtyp: 'app' }));
    expect((await app.postPatiently('/v1/customers', newCustomer())).status).toBe(201);
    expect((await admin.send('DELETE', `/v1/applications/${appId}`)).status).toBe(204);
    expect(verdictOf(await app.postPatiently('/v1/customers', newCustomer()), 201)).toBe('401/400');
    expect((await app.get('/v1/customers')).status).toBe(200);
  });

  it("[I3] the role Operator is for the operator's tenant, and given by its Global admin alone", async () => {
    const operators = await platform.operatorOrganisation();
    const { id } = (await operators.user('GlobalAdmin').post('/v1/users', newUser())).body;
    expect(verdictOf(await assign(operators.user('AdminAgent'), String(id), 'Operator'), 200)).toBe(noRight);
    expect((await assign(operators.user('GlobalAdmin'), String(id), 'Operator')).body.roles).toEqual(['Operator']);
    const elsewhere = await assign(globalAdmin, adminAgent.userId, 'Operator');
    expect(verdictOf(elsewhere, 200)).toBe('400/2000');
  });

  it('[ruling 10] are told to the services that are named, and to nobody with an access token', async () => {
    const path = `/internal/tenants/${organisation.tenantId}/users/${globalAdmin.userId}`;
    const inside = new ApiClient(platform.urls.identity[0]!, globalAdmin.token);
    expect((await inside.get(path)).status).toBe(401);
    expect((await globalAdmin.get(path)).status).toBe(404);
  });

  it('[I4] who enrolled a company is an Admin agent once it is active; once for each activation', async () => {
    const enrolledBy = globalAdmin.userId;
    const event = activation(organisation.tenantId, enrolledBy);
    await publish(event);
    await eventually('the role', async () => (await rolesOf(enrolledBy)).includes('AdminAgent'));
    await remove(globalAdmin, enrolledBy, 'AdminAgent');
    await publish(event);
    // What comes behind on the same partition is handled after it.
    const sales = organisation.user('SalesAgent').userId;
    await publish({ ...event, id: `${event.id}1`, sequence: 8, data: { ...event.data, enrolledBy: sales } });
    await eventually('the event behind', async () => (await rolesOf(sales)).includes('AdminAgent'));
    expect(await rolesOf(enrolledBy)).toEqual(['GlobalAdmin']);
    const assigned = await eventually('the events', () => {
      const told = tap
        .of(organisation.tenantId)
        .filter(({ headers }) => headers['ce_type'] === 'io.twotier.user.role-assigned.v1');
      return told.some(({ data }) => data.userId === sales) && told;
    });
    expect(assigned.map(({ data }) => data.userId)).toEqual([enrolledBy, sales]);
  });

  it("[I4] a customer's admin is told of once the customer exists, as whoever changes later", async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { body } = await agent.postPatiently<Customer>('/v1/customers', newCustomer());
    const told = await eventually('the event', () => tap.of(String(body.id))[0]);
    expect([told.headers['ce_type'], told.headers['ce_sequence'], told.data]).toEqual([
      'io.twotier.user.created.v1',
      '1',
      {
        tenantId: body.id,
        userId: expect.stringMatching(guid) as string,
        roles: ['GlobalAdmin'],
        userPrincipalName: `admin@${body.companyProfile.domain}`,
        licenses: [],
      },
    ]);
    expect(JSON.stringify(told)).not.toContain(body.userCredentials.password);
  });

  async function rolesOf(userId: string): Promise<string[]> {
    return (await globalAdmin.get<User>(`/v1/users/${userId}`)).body.roles;
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }

  async function publish(event: ReturnType<typeof activation>): Promise<void> {
    const brokers = platform.kafkaBrokers.split(',');
    const kafka = new Kafka({ clientId: 'test', brokers, logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const record = toKafkaRecord(
      { service: 'enrollment', publicUrl: platform.gatewayUrl },
      event.data.enrollmentId,
      event,
    );
    await producer.send({ topic: `${platform.prefix}.enrollment.events`, messages: [record] });
    await producer.disconnect();
  }
});

/** The enrolment has an id of its own, which is the subject of its events. */
function activation(tenantId: string, enrolledBy: string): StoredEvent & { data: { enrollmentId: string } } {
  const enrollmentId = randomUUID();
  return {
    id: `${enrollmentId}.7`,
    type: enrollmentActivated.type,
    sequence: 7,
    time: new Date(),
    correlationId: randomUUID(),
    data: {
      enrollmentId,
      tenantId,
      status: 'active',
      program: 'indirect-reseller',
      companyName: 'Contoso',
      country: 'US',
      cloud: 'Global',
      vettingStatus: 'authorized',
      vettingSubStatus: 'none',
      enrolledBy,
    },
  };
}
