import { randomUUID } from 'node:crypto';
import { roles } from '#lib/contracts';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { verdictOf } from '../../support/wire/answers.js';
import { newUser, assign, remove, noRight } from './users.js';
import { type User } from '../../support/wire/resources.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('users', () => {
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
      outcomes.push([role, verdictOf(await call(organisation.user(role), String(id)), expected)]);
    }
    const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
    const app = await forge.sign({ tid: organisation.tenantId, appid: randomUUID(), idtyp: 'app' });
    outcomes.push(['app', verdictOf(await call(clientWith(app), String(id)), expected)]);
    outcomes.push(['nobody', verdictOf(await call(anonymous(), String(id)), expected)]);
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
    const created = await globalAdmin.post<User>('/v1/users', request, headers);
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
    const before = (await globalAdmin.get('/v1/users')).body.totalCount;
    const { status, body } = await globalAdmin.post('/v1/users', newUser(changes));
    expect([status, body.code]).toEqual([expected, 2000]);
    expect(body.description).toContain(words);
    expect((await globalAdmin.get('/v1/users')).body.totalCount).toBe(before);
  });

  it('[I3] are walked by token', async () => {
    const all = (await globalAdmin.get('/v1/users')).body.items as { id: string }[];
    const seen: { id: string }[] = [];
    let page = (await globalAdmin.get('/v1/users?size=4')).body;
    expect(page.links.next?.uri).toBe('/users?size=4&seekOperation=Next');
    seen.push(...page.items);
    const token = { 'ms-continuationtoken': String(page.continuationToken) };
    page = (await globalAdmin.get('/v1/users?seekOperation=Next', token)).body;
    seen.push(...page.items);
    expect([seen, page.links.next, page.attributes]).toEqual([all, undefined, { objectType: 'Collection' }]);
  });

  it('[I3] are those of the own tenant alone: others are not found, with 60002', async () => {
    const other = (await platform.organisation()).user('GlobalAdmin');
    const theirs = (await other.get('/v1/users')).body.items[0]!.id;
    for (const id of [theirs, randomUUID()]) {
      const answers = [
        await globalAdmin.get(`/v1/users/${id}`),
        await globalAdmin.send('DELETE', `/v1/users/${id}`),
        await assign(globalAdmin, id, 'SalesAgent'),
        await remove(globalAdmin, id, 'SalesAgent'),
      ];
      expect(answers.map((answer) => verdictOf(answer, 200))).toEqual(Array(4).fill('404/60002'));
    }
    expect((await globalAdmin.get('/v1/users')).text).not.toContain(theirs);
  });

  it('[I3] deleting with the same request answers the same, with another one 60002', async () => {
    const { id } = (await globalAdmin.post('/v1/users', newUser())).body;
    const headers = { 'ms-requestid': randomUUID() };
    for (const request of [headers, headers])
      expect((await globalAdmin.send('DELETE', `/v1/users/${id}`, undefined, request)).status).toBe(204);
    expect(verdictOf(await globalAdmin.send('DELETE', `/v1/users/${id}`), 204)).toBe('404/60002');
  });

  it('[I3] with a role or id that is none are refused with 400', async () => {
    const id = adminAgent.userId;
    const { status, body } = await assign(globalAdmin, id, 'King');
    expect([status, body.code]).toEqual([400, 2000]);
    expect(body.description).toContain('GlobalAdmin, AdminAgent, SalesAgent');
    expect(verdictOf(await globalAdmin.get('/v1/users/ana'), 200)).toBe('400/2000');
  });

  it('[I3] who was deleted can be restored, with its roles, and is forgotten when the time is over', async () => {
    const names = { firstName: 'Quillon', lastName: 'Hill', roles: ['SalesAgent'] };
    const { userCredentials: _, ...user } = (await globalAdmin.post<User>('/v1/users', newUser(names))).body;
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
    const stored = await databases.all<{ _id: string; state: object }>('identity', 'tenants');
    expect(JSON.stringify(stored.find(({ _id }) => _id === organisation.tenantId)?.state)).not.toContain('Quillon');
    const types = tap.of(organisation.tenantId).map(({ headers }) => headers['ce_type']);
    expect(types).toContain('io.twotier.user.restored.v1');
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }
});
