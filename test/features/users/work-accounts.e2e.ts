import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { newUser } from './users.js';
import { type WorkAccount } from '../../support/wire/resources.js';
import { type ApiDocument } from '../../support/wire/body.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const password = 'Ripe-plums-7';

interface StoredTenant {
  _id: string;
  state: { domain: string; users: { id: string; credential?: { passwordHash?: string } }[] };
}

describe('a work account', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.identity.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
  });

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
    const { paths } = (await anonymous().get<ApiDocument>('/openapi.json')).body;
    expect(paths['/v1/workaccounts']?.['post']?.['x-rate-limit-per-minute']).toBe(20);
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }

  function apply(request: object, headers?: Record<string, string>): Promise<ApiAnswer<WorkAccount>> {
    return anonymous().post('/v1/workaccounts', request, headers);
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
