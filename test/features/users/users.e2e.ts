import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { roles } from '#lib/contracts';
import { toKafkaRecord, type StoredEvent } from '#lib/messaging';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const password = 'Ripe-plums-7';
const noRight = '403/900150';

interface StoredTenant {
  _id: string;
  state: { domain: string; users: { id: string; credential?: { passwordHash?: string } }[] };
}

describe('work accounts and their users', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    await platform.operator();
    forge = await TokenForge.open(platform, databases);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.identity.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  describe('a work account', () => {
    it('[I1] is a tenant, whose first user is its Global admin and can call at once', async () => {
      const request = application();
      const { status, body } = await apply(request);
      expect(status).toBe(201);
      expect(body).toEqual({
        tenantId: expect.stringMatching(guid) as string,
        userId: expect.stringMatching(guid) as string,
        accessToken: expect.any(String) as string,
      });
      const { iat = 0, exp = 0, ...claims } = decodeJwt(String(body.accessToken));
      expect(claims).toMatchObject({
        tid: body.tenantId,
        oid: body.userId,
        upn: `ana@${request.domain}`,
        idtyp: 'user',
        roles: ['GlobalAdmin'],
      });
      expect(exp - iat).toBe(600);
      const { items } = (await clientWith(String(body.accessToken)).get('/v1/users')).body;
      expect(items).toEqual([
        {
          id: body.userId,
          userPrincipalName: `ana@${request.domain}`,
          firstName: 'Ana',
          lastName: 'Silva',
          displayName: 'Ana Silva',
          roles: ['GlobalAdmin'],
          links: { self: { uri: `/users/${body.userId}`, method: 'GET', headers: [] } },
          attributes: { objectType: 'User' },
        },
      ]);
    });

    it('[I1] is told of by two events, without the password or a name', async () => {
      const request = application({ cloud: 'China', country: 'de' });
      const { tenantId, userId } = (await apply(request)).body;
      const events = await eventually('both events', () => tap.of(String(tenantId))[1] && tap.of(String(tenantId)));
      expect(events.map(({ headers, data }) => [headers['ce_type'], headers['ce_sequence'], data])).toEqual([
        [
          'io.twotier.workaccount.created.v1',
          '1',
          { tenantId, companyName: 'Contoso', domain: request.domain, country: 'DE', cloud: 'China' },
        ],
        [
          'io.twotier.user.created.v1',
          '2',
          { tenantId, userId, userPrincipalName: `ana@${request.domain}`, roles: ['GlobalAdmin'], licenses: [] },
        ],
      ]);
    });

    it('[I1] keeps the password as a hash alone, and out of logs and events', async () => {
      const secret = `Secret-${randomUUID()}`;
      const { tenantId } = (await apply(application({}, { password: secret }))).body;
      await apply(application({ domain: 'none' }, { password: secret }));
      await eventually('its events', () => tap.of(String(tenantId)).length === 2);
      const stored = await databases.all<StoredTenant>('identity', 'tenants');
      const tenant = stored.find(({ _id }) => _id === tenantId);
      expect(tenant?.state.users[0]?.credential?.passwordHash).toMatch(/^\$argon2id\$/);
      const logs = ['identity', 'gateway'].map((app) =>
        readFileSync(join(platform.dataDir, 'logs', `${app}.log`), 'utf8'),
      );
      expect(logs.join('')).toContain('/v1/workaccounts');
      for (const place of [JSON.stringify(stored), JSON.stringify(tap.events), ...logs])
        expect(place).not.toContain(secret);
    });

    it('[I1] has a domain of its own, in any casing and script', async () => {
      const name = `bücher-${randomUUID().slice(0, 8)}`;
      const { accessToken } = (await apply(application({ domain: `${name}.Example` }))).body;
      expect(decodeJwt(String(accessToken))['upn']).toMatch(/^ana@xn--bcher-[0-9a-z-]+\.example$/);
      for (const domain of [`${name.toUpperCase()}.example`, new URL(`http://${name}.example`).hostname]) {
        const { status, body } = await apply(application({ domain }));
        expect([status, body.code]).toEqual([409, 2000]);
        expect(body.description).toMatch(/^The domain xn--bcher-\S+ is taken\. .*Global admin/);
      }
    });

    it('[I1] of five identical requests at once there is one, and each gets its answer', async () => {
      const request = application();
      const headers = { 'ms-requestid': randomUUID() };
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => apply(request, headers)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => `${body.tenantId}/${body.userId}`)).size).toBe(1);
      const tenants = await databases.all<StoredTenant>('identity', 'tenants');
      expect(tenants.filter(({ state }) => state.domain === request.domain)).toHaveLength(1);
    });

    it('[I1] of five companies that want one domain at once exactly one gets it', async () => {
      const { domain } = application();
      const five = [1, 2, 3, 4, 5].map((number) => apply(application({ domain, companyName: `Contoso ${number}` })));
      expect((await Promise.all(five)).map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    });

    it('[I1] is told to a repeat, and to nobody who knows less than the whole request', async () => {
      const request = application();
      const headers = { 'ms-requestid': randomUUID() };
      const { tenantId } = (await apply(request, headers)).body;
      expect((await apply(request, headers)).body.tenantId).toBe(tenantId);
      const others = [
        await apply(request),
        await apply(request, { 'ms-requestid': '' }),
        await apply({ ...request, user: { ...request.user, password: 'Ripe-plums-8' } }, headers),
      ];
      expect(others.map(({ status }) => status)).toEqual([409, 409, 409]);
    });

    it('[I1] is told to a repeat no more when its first user is gone', async () => {
      const request = application();
      const headers = { 'ms-requestid': randomUUID() };
      const { userId, accessToken } = (await apply(request, headers)).body;
      const first = clientWith(String(accessToken));
      expect((await first.post('/v1/users', newUser({ roles: ['GlobalAdmin'] }))).status).toBe(201);
      expect((await first.send('DELETE', `/v1/users/${userId}`)).status).toBe(204);
      expect((await apply(request, headers)).status).toBe(409);
    });

    const faulty: [string, object, object, string][] = [
      ['no company name', { companyName: undefined }, {}, 'companyName'],
      ['a company name of one letter', { companyName: 'C' }, {}, 'companyName'],
      ['no domain', { domain: undefined }, {}, 'domain'],
      ['a domain that is none', { domain: 'contoso' }, {}, 'domain'],
      ['a domain with a path', { domain: 'contoso.com/x' }, {}, 'domain'],
      ['an address as domain', { domain: '127.0.0.1' }, {}, 'domain'],
      ['a country that is none', { country: 'XX' }, {}, 'country'],
      ['a country without rules', { country: 'CU' }, {}, 'country'],
      ['a cloud that is none', { cloud: 'Mars' }, {}, 'cloud'],
      ['no user', { user: undefined }, {}, 'user'],
      ['no first name', {}, { firstName: '' }, 'firstName'],
      ['no last name', {}, { lastName: undefined }, 'lastName'],
      ['a user name with a domain', {}, { userName: 'ana@contoso.com' }, 'userName'],
      ['a user name with blanks', {}, { userName: 'ana silva' }, 'userName'],
      ['a user name that begins with a dot', {}, { userName: '.ana' }, 'userName'],
      ['a user name of 65 characters', {}, { userName: 'a'.repeat(65) }, 'userName'],
      ['no password', {}, { password: undefined }, 'password'],
      ['a password that is no text', {}, { password: { $gt: '' } }, 'password'],
      ['a short password', {}, { password: 'Abc-123' }, '8 to 256'],
      ['a long password', {}, { password: `Abc-1${'x'.repeat(252)}` }, '8 to 256'],
      ['a simple password', {}, { password: 'ripeplums7' }, 'three of these'],
      ['a password with the user name', {}, { password: 'I-am-ANA-7' }, 'user name'],
    ];
    it.each(faulty)('[I1] with %s is refused, and nothing is created', async (_, company, user, words) => {
      const domain = { domain: application().domain };
      const { status, body } = await apply(application({ ...domain, ...company }, user));
      expect([status, body.code]).toEqual([400, 2000]);
      expect(body.description).toContain(words);
      expect((await apply(application(domain))).status).toBe(201);
    });

    it('[I1] is refused with everything that is wrong with the password, and never the password', async () => {
      const { status, body } = await apply(application({ country: 'CU' }, { password: 'ana' }));
      expect(status).toBe(400);
      for (const words of ['country', '8 to 256', 'three of these', 'user name'])
        expect(body.description).toContain(words);
      const { text } = await apply(application({}, { password: 'sesame' }));
      expect(text).not.toContain('sesame');
    });

    it('[I1] is asked for as any number of requests only by who is patient', async () => {
      const { paths } = (await anonymous().get('/openapi.json')).body;
      expect(paths['/v1/workaccounts'].post['x-rate-limit-per-minute']).toBe(20);
    });
  });

  describe('users', () => {
    let organisation: TestOrganisation;
    let globalAdmin: ApiClient;
    let adminAgent: ApiClient;

    beforeEach(async () => {
      organisation = await platform.organisation();
      globalAdmin = organisation.user('GlobalAdmin');
      adminAgent = organisation.user('AdminAgent');
    });

    const endpoints: [string, number, (client: ApiClient, userId: string) => Promise<ApiAnswer>][] = [
      ['GET /v1/users', 200, (client) => client.get('/v1/users')],
      ['POST /v1/users', 201, (client) => client.post('/v1/users', newUser())],
      ['GET /v1/users/{id}', 200, (client, id) => client.get(`/v1/users/${id}`)],
      ['DELETE /v1/users/{id}', 204, (client, id) => client.send('DELETE', `/v1/users/${id}`)],
      ['PUT /v1/users/{id}/roles/{role}', 200, (client, id) => assign(client, id, 'SalesAgent')],
      ['DELETE /v1/users/{id}/roles/{role}', 200, (client, id) => remove(client, id, 'SalesAgent')],
    ];
    it.each(endpoints)('[I3] %s is for Global admins and Admin agents alone', async (_, expected, call) => {
      const outcomes: [string, string][] = [];
      for (const role of roles) {
        const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
        outcomes.push([role, outcome(await call(organisation.user(role), String(id)), expected)]);
      }
      const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
      const app = await forge.sign({ tid: organisation.tenantId, appid: randomUUID(), idtyp: 'app' });
      outcomes.push(['app', outcome(await call(clientWith(app), String(id)), expected)]);
      outcomes.push(['nobody', outcome(await call(anonymous(), String(id)), expected)]);
      expect(Object.fromEntries(outcomes)).toEqual({
        GlobalAdmin: 'allowed',
        AdminAgent: 'allowed',
        SalesAgent: noRight,
        HelpdeskAgent: noRight,
        BillingAdmin: noRight,
        Operator: noRight,
        app: '403/2032',
        nobody: '401/400',
      });
    });

    it('[I3] a new user has a one-time password, told once and to repeats of the request', async () => {
      const headers = { 'ms-requestid': randomUUID() };
      const request = newUser({ roles: ['salesagent', 'SalesAgent', 'HELPDESKAGENT'] });
      const created = await globalAdmin.post('/v1/users', request, headers);
      const { id, userCredentials } = created.body;
      const userPrincipalName = `${request.userName}@${organisation.tenantId}.example`;
      expect(created.status).toBe(201);
      expect(created.body).toEqual({
        id: expect.stringMatching(guid) as string,
        userPrincipalName,
        firstName: 'Ben',
        lastName: 'Hill',
        displayName: 'Ben Hill',
        roles: ['SalesAgent', 'HelpdeskAgent'],
        userCredentials: { userName: userPrincipalName, password: expect.stringMatching(/^.{12,}$/) as string },
        links: { self: { uri: `/users/${id}`, method: 'GET', headers: [] } },
        attributes: { objectType: 'User' },
      });
      expect((await globalAdmin.post('/v1/users', request, headers)).body).toEqual(created.body);
      const { userCredentials: _once, ...plain } = created.body;
      expect((await globalAdmin.get(`/v1/users/${String(id).toUpperCase()}`)).body).toEqual(plain);
      const places = [await databases.all('identity', 'tenants'), tap.events];
      expect(JSON.stringify(places)).not.toContain(userCredentials.password);
    });

    it('[I3] of five identical requests at once there is one user, with one password', async () => {
      const headers = { 'ms-requestid': randomUUID() };
      const request = newUser();
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => globalAdmin.post('/v1/users', request, headers)));
      for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]?.body]);
      const { items } = (await globalAdmin.get('/v1/users')).body;
      expect(items.filter((user: { id: string }) => user.id === answers[0]?.body.id)).toHaveLength(1);
    });

    it.each([
      ['no first name', { firstName: undefined }, 400, 'firstName'],
      ['a last name of 51 characters', { lastName: 'x'.repeat(51) }, 400, 'lastName'],
      ['a user name with an @', { userName: 'ben@contoso.com' }, 400, 'userName'],
      ['a role that there is not', { roles: ['King'] }, 400, 'roles'],
      ['roles that are no list', { roles: 'SalesAgent' }, 400, 'roles'],
      ['the role Operator elsewhere than at the operator', { roles: ['operator'] }, 400, 'Operator'],
      ['a user name that is taken', { userName: 'SalesAgent' }, 409, 'salesagent is taken'],
    ])('[I3] a user with %s is refused, and none is added', async (_, changes, expected, words) => {
      const before = (await globalAdmin.get('/v1/users')).body.totalCount as number;
      const { status, body } = await globalAdmin.post('/v1/users', newUser(changes));
      expect([status, body.code]).toEqual([expected, 2000]);
      expect(body.description).toContain(words);
      expect((await globalAdmin.get('/v1/users')).body.totalCount).toBe(before);
    });

    it('[I3] are walked by token', async () => {
      const all = (await globalAdmin.get('/v1/users')).body.items as { id: string }[];
      const seen: { id: string }[] = [];
      let page = (await globalAdmin.get('/v1/users?size=4')).body;
      expect(page.links.next.uri).toBe('/users?size=4&seekOperation=Next');
      seen.push(...page.items);
      const token = { 'ms-continuationtoken': String(page.continuationToken) };
      page = (await globalAdmin.get('/v1/users?seekOperation=Next', token)).body;
      seen.push(...page.items);
      expect([seen, page.links.next, page.attributes]).toEqual([all, undefined, { objectType: 'Collection' }]);
    });

    it('[I3] are those of the own tenant alone: others are not found, with 60002', async () => {
      const other = (await platform.organisation()).user('GlobalAdmin');
      const theirs = (await other.get('/v1/users')).body.items[0].id as string;
      for (const id of [theirs, randomUUID()]) {
        const answers = [
          await globalAdmin.get(`/v1/users/${id}`),
          await globalAdmin.send('DELETE', `/v1/users/${id}`),
          await assign(globalAdmin, id, 'SalesAgent'),
          await remove(globalAdmin, id, 'SalesAgent'),
        ];
        expect(answers.map((answer) => outcome(answer, 200))).toEqual(Array(4).fill('404/60002'));
      }
      expect((await globalAdmin.get('/v1/users')).text).not.toContain(theirs);
    });

    it('[I3] get and lose roles, in any casing; twice answers the same, and is told once', async () => {
      const { id, userPrincipalName } = (await globalAdmin.post('/v1/users', newUser())).body;
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

    it('[I3] deleting with the same request answers the same, with another one 60002', async () => {
      const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
      const headers = { 'ms-requestid': randomUUID() };
      for (const request of [headers, headers])
        expect((await globalAdmin.send('DELETE', `/v1/users/${id}`, undefined, request)).status).toBe(204);
      expect(outcome(await globalAdmin.send('DELETE', `/v1/users/${id}`), 204)).toBe('404/60002');
    });

    it('[I3] with a role or id that is none are refused with 400', async () => {
      const id = idOf(adminAgent);
      const { status, body } = await assign(globalAdmin, id, 'King');
      expect([status, body.code]).toEqual([400, 2000]);
      expect(body.description).toContain('GlobalAdmin, AdminAgent, SalesAgent');
      expect(outcome(await globalAdmin.get('/v1/users/ana'), 200)).toBe('400/2000');
    });

    it('[I3] become, and stay, Global admin by a Global admin alone', async () => {
      const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
      const refused = [
        await adminAgent.post('/v1/users', newUser({ roles: ['GlobalAdmin'] })),
        await assign(adminAgent, idOf(adminAgent), 'GlobalAdmin'),
        await assign(adminAgent, String(id), 'GlobalAdmin'),
        await remove(adminAgent, idOf(globalAdmin), 'GlobalAdmin'),
        await adminAgent.send('DELETE', `/v1/users/${idOf(globalAdmin)}`),
      ];
      expect(refused.map((answer) => outcome(answer, 200))).toEqual(Array(5).fill(noRight));
      expect((await assign(globalAdmin, String(id), 'GlobalAdmin')).body.roles).toEqual(['GlobalAdmin']);
      expect((await remove(globalAdmin, String(id), 'GlobalAdmin')).body.roles).toEqual([]);
    });

    it('[I3] the last Global admin cannot be removed, deleted or stripped', async () => {
      const id = idOf(globalAdmin);
      const refused = [
        await remove(globalAdmin, id, 'GlobalAdmin'),
        await globalAdmin.send('DELETE', `/v1/users/${id}`),
      ];
      for (const answer of refused) {
        expect(outcome(answer, 200)).toBe('409/2000');
        expect(answer.body.description).toContain('last Global admin');
      }
      expect((await globalAdmin.get(`/v1/users/${id}`)).body.roles).toEqual(['GlobalAdmin']);
    });

    it('[I3] of two Global admins who remove each other at once exactly one stays', async () => {
      for (const way of [remove, (client: ApiClient, id: string) => client.send('DELETE', `/v1/users/${id}`)]) {
        const own = await platform.organisation();
        const [one, other] = [own.user('GlobalAdmin'), own.user('AdminAgent')];
        await assign(one, idOf(other), 'GlobalAdmin');
        const answers = await Promise.all([way(one, idOf(other), 'GlobalAdmin'), way(other, idOf(one), 'GlobalAdmin')]);
        expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
        const left = (await own.user('AdminAgent').get('/v1/users')).body.items as { roles: string[] }[];
        expect(left.filter(({ roles: held }) => held.includes('GlobalAdmin'))).toHaveLength(1);
      }
    });

    it('[ruling 17] whose roles were taken change nobody any more, whatever their token says', async () => {
      await remove(globalAdmin, idOf(adminAgent), 'AdminAgent');
      const refused = [
        await adminAgent.post('/v1/users', newUser()),
        await assign(adminAgent, idOf(adminAgent), 'AdminAgent'),
        await remove(adminAgent, idOf(organisation.user('SalesAgent')), 'SalesAgent'),
        await adminAgent.send('DELETE', `/v1/users/${idOf(organisation.user('SalesAgent'))}`),
      ];
      expect(refused.map((answer) => outcome(answer, 200))).toEqual(Array(4).fill(noRight));
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
        ['PATCH', `${customer}/users/${admin.id}`, { passwordProfile: { password, forceChangePassword: false } }],
        ['DELETE', `${customer}/users/${admin.id}`, {}],
        ['POST', `${customer}/users/${admin.id}/licenseupdates`, { licensesToRemove: ['offer-1'] }],
      ];
      const headers = { 'content-type': 'application/json' };
      const outcomes = (): Promise<[string, string][]> =>
        Promise.all(
          calls.map(async ([method, path, body]): Promise<[string, string]> => {
            const answer = await agent.send(method, path, JSON.stringify(body), headers);
            return [`${method} ${path}`, outcome(answer, 201)];
          }),
        );
      await remove(boss, idOf(agent), 'AdminAgent');
      expect(await outcomes()).toEqual(calls.map(([method, path]) => [`${method} ${path}`, noRight]));
      expect((await boss.send('DELETE', `/v1/users/${idOf(agent)}`)).status).toBe(204);
      for (const [call, refusal] of await outcomes())
        expect([call, refusal]).toEqual([call, call === 'POST /v1/users' ? noRight : '401/400']);
      expect((await boss.get('/v1/applications')).body.items).toEqual([]);
    });

    it('[I3] who was deleted can be restored, with its roles, and is forgotten when the time is over', async () => {
      const names = { firstName: 'Quillon', lastName: 'Hill', roles: ['SalesAgent'] };
      const { userCredentials: _, ...user } = (await globalAdmin.post('/v1/users', newUser(names))).body;
      const one = `/v1/users/${user.id}`;
      const inactive = `/v1/users?filter=${encodeURIComponent('{"Field":"UserState","Value":"Inactive","Operator":"equals"}')}`;
      expect((await adminAgent.delete(one)).status).toBe(204);
      expect((await adminAgent.get(one)).status).toBe(404);
      expect((await adminAgent.get(inactive)).body.items).toMatchObject([{ id: user.id, state: 'inactive' }]);
      expect((await adminAgent.patch(one, { state: 'gone' })).status).toBe(400);
      expect((await adminAgent.patch(one, {})).status).toBe(404);
      const restored = await adminAgent.patch(one, { state: 'active' });
      expect([restored.status, restored.body]).toEqual([200, user]);
      expect((await adminAgent.delete(one)).status).toBe(204);

      const longAgo = { 'state.deletedUsers.0.deletedAt': new Date(Date.now() - 31 * 24 * 60 * 60 * 1_000) };
      await databases.change('identity', 'tenants', { _id: organisation.tenantId }, longAgo);
      expect((await adminAgent.patch(one, { state: 'active' })).status).toBe(404);
      const purged = await eventually('the event', () =>
        tap.of(organisation.tenantId).find(({ headers }) => headers['ce_type'] === 'io.twotier.user.purged.v1'),
      );
      expect(purged.data).toEqual({ tenantId: organisation.tenantId, userId: user.id });
      const stored = await databases.all<StoredTenant>('identity', 'tenants');
      expect(JSON.stringify(stored.find(({ _id }) => _id === organisation.tenantId)?.state)).not.toContain('Quillon');
      const types = tap.of(organisation.tenantId).map(({ headers }) => headers['ce_type']);
      expect(types).toContain('io.twotier.user.restored.v1');
    });

    it('[I2] an application that was removed creates no customers, though its token goes on', async () => {
      const partner = await platform.partner('direct-bill');
      const admin = partner.user('AdminAgent');
      const { appId } = (await admin.post('/v1/applications', { displayName: 'Ledger' })).body;
      const app = clientWith(await forge.sign({ tid: partner.tenantId, appid: appId, idtyp: 'app' }));
      expect((await app.postPatiently('/v1/customers', newCustomer())).status).toBe(201);
      expect((await admin.send('DELETE', `/v1/applications/${appId}`)).status).toBe(204);
      expect(outcome(await app.postPatiently('/v1/customers', newCustomer()), 201)).toBe('401/400');
      expect((await app.get('/v1/customers')).status).toBe(200);
    });

    it("[I3] the role Operator is for the operator's tenant, and given by its Global admin alone", async () => {
      const operators = await platform.operatorOrganisation();
      const { id } = (await operators.user('GlobalAdmin').post('/v1/users', newUser())).body;
      expect(outcome(await assign(operators.user('AdminAgent'), String(id), 'Operator'), 200)).toBe(noRight);
      expect((await assign(operators.user('GlobalAdmin'), String(id), 'Operator')).body.roles).toEqual(['Operator']);
      const elsewhere = await assign(globalAdmin, idOf(adminAgent), 'Operator');
      expect(outcome(elsewhere, 200)).toBe('400/2000');
    });

    it('[ruling 10] are told to the services that are named, and to nobody with an access token', async () => {
      const path = `/internal/tenants/${organisation.tenantId}/users/${idOf(globalAdmin)}`;
      const inside = new ApiClient(platform.urls.identity[0]!, globalAdmin.token);
      expect((await inside.get(path)).status).toBe(401);
      expect((await globalAdmin.get(path)).status).toBe(404);
    });

    it('[I4] who enrolled a company is an Admin agent once it is active; once for each activation', async () => {
      const enrolledBy = idOf(globalAdmin);
      const event = activation(organisation.tenantId, enrolledBy);
      await publish(event);
      await eventually('the role', async () => (await rolesOf(enrolledBy)).includes('AdminAgent'));
      await remove(globalAdmin, enrolledBy, 'AdminAgent');
      await publish(event);
      // What comes behind on the same partition is handled after it.
      const sales = idOf(organisation.user('SalesAgent'));
      await publish({ ...event, id: `${event.id}1`, sequence: 8, data: { ...event.data, enrolledBy: sales } });
      await eventually('the event behind', async () => (await rolesOf(sales)).includes('AdminAgent'));
      expect(await rolesOf(enrolledBy)).toEqual(['GlobalAdmin']);
      const assigned = tap
        .of(organisation.tenantId)
        .filter(({ headers }) => headers['ce_type'] === 'io.twotier.user.role-assigned.v1');
      expect(assigned.map(({ data }) => data.userId)).toEqual([enrolledBy, sales]);
    });

    it("[I4] a customer's admin is told of once the customer exists, as whoever changes later", async () => {
      const agent = (await platform.partner('direct-bill')).user('AdminAgent');
      const { body } = await agent.postPatiently('/v1/customers', newCustomer());
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
      return (await globalAdmin.get(`/v1/users/${userId}`)).body.roles as string[];
    }
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }

  function apply(request: object, headers?: Record<string, string>): Promise<ApiAnswer> {
    return anonymous().post('/v1/workaccounts', request, headers);
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

function application(company: object = {}, user: object = {}) {
  return {
    companyName: 'Contoso',
    domain: `w${randomUUID()}.example`,
    country: 'US',
    user: { firstName: 'Ana', lastName: 'Silva', userName: 'Ana', password, ...user },
    ...company,
  };
}

function newUser(changes: object = {}) {
  return { firstName: 'Ben', lastName: 'Hill', userName: `ben-${randomUUID()}`, ...changes };
}

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

function assign(client: ApiClient, userId: string, role: string): Promise<ApiAnswer> {
  return client.send('PUT', `/v1/users/${userId}/roles/${role}`);
}

function remove(client: ApiClient, userId: string, role: string): Promise<ApiAnswer> {
  return client.send('DELETE', `/v1/users/${userId}/roles/${role}`);
}

function idOf({ token = '' }: ApiClient): string {
  return decodeJwt<{ oid: string }>(token).oid;
}

function outcome({ status, body }: ApiAnswer, expected: number): string {
  return status === expected ? 'allowed' : `${status}/${body.code}`;
}
