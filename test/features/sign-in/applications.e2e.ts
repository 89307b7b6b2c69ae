import { randomUUID } from 'node:crypto';
import { type ApiAnswer, ApiClient } from '../../support/clients/api-client.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Application } from '../../support/wire/resources.js';
import { type Page, type TokenAnswer } from '../../support/wire/body.js';

const roles = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'];
const admins = ['GlobalAdmin', 'AdminAgent'];

describe('applications', () => {
  let platform: TestPlatform;
  let company: TestOrganisation;
  let other: TestOrganisation;
  let admin: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [company, other] = [await platform.organisation(), await platform.organisation()];
    admin = company.user('GlobalAdmin');
  });
  afterAll(() => platform.stop());

  it('[I2] are registered with a secret that only this answer holds', async () => {
    const redirectUris = ['https://ledger.example/back', 'http://localhost/back'];
    const { status, body } = await admin.post<Application>('/v1/applications', { displayName: 'Ledger', redirectUris });
    expect([status, body]).toEqual([
      201,
      {
        appId: expect.any(String),
        displayName: 'Ledger',
        redirectUris,
        public: false,
        secret: expect.stringMatching(/^[\w-]{43}$/),
        previousSecretWorks: false,
        createdDate: expect.any(String),
        links: { self: { uri: `/applications/${body.appId}`, method: 'GET', headers: [] } },
        attributes: { objectType: 'Application' },
      },
    ]);
    const listed = (await admin.get<Page<{ displayName: string }>>('/v1/applications')).body.items;
    const { secret: _, ...known } = body;
    expect(listed).toContainEqual(known);
    expect(JSON.stringify(listed)).not.toContain(body.secret);
  });

  it('[I2] that are public have no secret, and cannot act without a user', async () => {
    const request = { displayName: 'Desktop', redirectUris: ['http://127.0.0.1/back'], public: true };
    const { body } = await admin.post<Application>('/v1/applications', request);
    expect(body).toMatchObject({ public: true });
    expect(body).not.toHaveProperty('secret');
    const answer = await tokenOf(body.appId);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('[I2] a repeat of the same request answers the same, and registers nothing more', async () => {
    const headers = { 'ms-requestid': randomUUID() };
    const request = { displayName: 'Once' };
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/v1/applications', request, headers)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { items } = (await admin.get<Page<{ displayName: string }>>('/v1/applications')).body;
    expect(items.filter(({ displayName }) => displayName === 'Once')).toHaveLength(1);
  });

  it('[I2] get a new secret beside the one before it, which works until it is ended', async () => {
    const { appId, secret: first } = (await admin.post<Application>('/v1/applications', { displayName: 'Turned' }))
      .body;
    const headers = { 'ms-requestid': randomUUID() };
    const answers = [1, 2].map(() => admin.post<Application>(`/v1/applications/${appId}/secret`, {}, headers));
    const [answer, repeat] = await Promise.all(answers);
    expect([answer?.status, answer?.body]).toEqual([201, expect.objectContaining({ previousSecretWorks: true })]);
    expect(repeat?.text).toBe(answer?.text);
    const second = String(answer?.body.secret);
    const works = async (): Promise<number[]> =>
      Promise.all([first, second].map(async (secret) => (await tokenOf(appId, secret)).status));
    expect(await works()).toEqual([200, 200]);
    const old = `/v1/applications/${appId}/previoussecret`;
    expect([(await admin.send('DELETE', old)).status, (await admin.send('DELETE', old)).status]).toEqual([204, 204]);
    expect(await works()).toEqual([401, 200]);
    await admin.post(`/v1/applications/${appId}/secret`, {});
    const late = await admin.post(`/v1/applications/${appId}/secret`, {}, headers);
    expect([late.status, late.body.description]).toEqual([409, expect.stringContaining('has been replaced since')]);
  });

  it('[I2] are for Global admins and Admin agents, and no applications', async () => {
    const app = (await admin.post<Application>('/v1/applications', { displayName: 'A daemon' })).body;
    const appToken = (await tokenOf(app.appId, app.secret)).body.access_token;
    const outcomes: Record<string, number[]> = {};
    const clients = roles.map((role): [string, ApiClient] => [role, company.user(role)]);
    for (const [name, client] of [...clients, ['app', new ApiClient(admin.baseUrl, appToken)] as const]) {
      const answers = [
        await client.get('/v1/applications'),
        await client.post('/v1/applications', { displayName: 'Of a role' }),
        await client.post(`/v1/applications/${randomUUID()}/secret`, {}),
        await client.send('DELETE', `/v1/applications/${randomUUID()}/previoussecret`),
        await client.send('DELETE', `/v1/applications/${randomUUID()}`),
      ];
      outcomes[name] = answers.map(({ status }) => status);
    }
    expect(outcomes).toEqual({
      ...Object.fromEntries(
        roles.map((role) => [role, admins.includes(role) ? [200, 201, 404, 404, 404] : Array(5).fill(403)]),
      ),
      app: Array(5).fill(403),
    });
    expect((await new ApiClient(admin.baseUrl).get('/v1/applications')).status).toBe(401);
  });

  it('[I2] of another tenant are neither listed nor deleted', async () => {
    const { appId } = (await admin.post<Application>('/v1/applications', { displayName: 'Ours' })).body;
    const stranger = other.user('GlobalAdmin');
    expect((await stranger.get('/v1/applications')).body.items).toEqual([]);
    expect((await stranger.send('DELETE', `/v1/applications/${appId}`)).status).toBe(404);
    expect((await admin.send('DELETE', `/v1/applications/${appId}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/v1/applications/${appId}`)).status).toBe(404);
  });

  it('[I2] are refused when they are faulty, in words that say why', async () => {
    for (const [request, fault] of [
      [{}, 'displayName'],
      [{ displayName: '' }, 'displayName'],
      [{ displayName: 'A', redirectUris: ['http://ledger.example/'] }, 'http://ledger.example/ cannot be'],
      [{ displayName: 'A', redirectUris: Array.from({ length: 21 }, (_, n) => `https://l.example/${n}`) }, '20'],
      [{ displayName: 'A', public: true }, 'needs a redirect URI'],
    ] as const) {
      const { status, body } = await admin.post('/v1/applications', request);
      expect([status, body.code, body.description]).toEqual([400, 2000, expect.stringContaining(fault)]);
    }
  });

  it('[I2] are limited in number, however many are registered at once', async () => {
    const busy = other.user('AdminAgent');
    const answers = await Promise.all(
      Array.from({ length: 53 }, (_, number) =>
        busy.postPatiently('/v1/applications', { displayName: `App ${number}` }),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.description])).toEqual(
      [1, 2, 3].map(() => [409, 'Your tenant has 50 applications, which is the limit. Delete one first.']),
    );
  });

  function tokenOf(appId: string, secret = ''): Promise<ApiAnswer<TokenAnswer>> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      resource: 'https://graph.windows.net',
      ...(secret && { client_secret: secret }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return new ApiClient(admin.baseUrl).send('POST', '/organizations/oauth2/token', form.toString(), headers);
  }
});
