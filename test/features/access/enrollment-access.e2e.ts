import { randomUUID } from 'node:crypto';
import { roles } from '#lib/contracts';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';

type Method = 'GET' | 'POST' | 'PUT';
const everybody = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'];
const admins = ['GlobalAdmin', 'AdminAgent'];
const current = '/v1/enrollments/current';
const id = '0a1b2c3d-0000-4000-8000-000000000001';

/** Who gets past the guard; whether the request makes sense does not matter here. */
const endpoints: [feature: string, method: Method, path: string, allowed: string[], app: boolean][] = [
  ['E1', 'POST', '/v1/enrollments', ['GlobalAdmin'], false],
  ['E2', 'GET', current, ['GlobalAdmin'], true],
  ['E4', 'PUT', `${current}/legalprofile`, ['GlobalAdmin'], false],
  ['E4', 'PUT', `${current}/primarycontact`, ['GlobalAdmin'], false],
  ['E4', 'PUT', `${current}/supportcontact`, ['GlobalAdmin'], false],
  ['E3', 'POST', `${current}/mpndirectory/signin`, ['GlobalAdmin'], false],
  ['E3', 'PUT', `${current}/mpn`, ['GlobalAdmin'], false],
  ['E5', 'POST', `${current}/submit`, ['GlobalAdmin'], false],
  ['E6', 'POST', `${current}/verification`, ['GlobalAdmin'], false],
  ['E7', 'POST', `${current}/withdraw`, ['GlobalAdmin'], false],
  ['E7', 'GET', '/v1/operator/enrollments', [], false],
  ['E7', 'GET', `/v1/operator/enrollments/${id}`, [], false],
  ['E7', 'POST', `/v1/operator/enrollments/${id}/decision`, [], false],
  ['E3', 'POST', '/v1/operator/mpnprofiles', [], false],
  ['E3', 'GET', '/v1/operator/mpnprofiles/1', [], false],
  ['E10', 'GET', '/v1/operator/partners', [], false],
  ['E3', 'PUT', `/v1/operator/partners/${id}/mpn`, [], false],
  ['E10', 'POST', `/v1/operator/partners/${id}/legalprofile/decision`, [], false],
  ['E10', 'GET', '/v1/profiles/legalbusiness', everybody, true],
  ['E10', 'PUT', '/v1/profiles/legalbusiness', admins, true],
  ['E10', 'GET', '/v1/profiles/mpn', everybody, false],
  ['E3', 'POST', '/v1/profiles/mpn/signin', ['GlobalAdmin'], false],
  ['E3', 'PUT', '/v1/profiles/mpn', ['GlobalAdmin'], false],
  ['E10', 'GET', '/v1/profiles/organization', everybody, true],
  ['E10', 'PUT', '/v1/profiles/organization', admins, true],
  ['E10', 'GET', '/v1/profiles/support', everybody, true],
  ['E10', 'PUT', '/v1/profiles/support', admins, true],
  ['E10', 'GET', '/v1/profiles/billing', everybody, true],
  ['E10', 'PUT', '/v1/profiles/billing', [...admins, 'BillingAdmin'], true],
];

describe('who may enrol, review and change profiles', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let organisation: TestOrganisation;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    organisation = await platform.organisation();
    operator = await platform.operator();
    forge = await TokenForge.open(platform, databases);
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  it.each(endpoints)('[%s] %s %s', async (_, method, path, allowed, app) => {
    const outcomes = Object.fromEntries(
      await Promise.all(
        roles.map(async (role) => [role, outcomeOf(await call(organisation.user(role), method, path))]),
      ),
    );
    expect(outcomes).toEqual(
      Object.fromEntries(roles.map((role) => [role, allowed.includes(role) ? 'allowed' : '403/900150'])),
    );
    const isOperators = path.startsWith('/v1/operator');
    expect(outcomeOf(await call(operator, method, path))).toBe(isOperators ? 'allowed' : '403/900150');
    const token = await forge.sign({ tid: organisation.tenantId, appid: randomUUID(), idtyp: 'app' });
    expect(outcomeOf(await call(new ApiClient(operator.baseUrl, token), method, path))).toBe(
      app ? 'allowed' : '403/2032',
    );
  });
});

function call(client: ApiClient, method: Method, path: string): Promise<ApiAnswer> {
  const body = method === 'GET' ? undefined : '{}';
  return client.send(method, path, body, body ? { 'content-type': 'application/json' } : {});
}

function outcomeOf({ status, body }: ApiAnswer): string {
  return status === 401 || status === 403 ? `${status}/${body.code}` : 'allowed';
}
