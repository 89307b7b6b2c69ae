import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWTPayload } from 'jose';
import { send } from '../../../tools/demo/recorded-request.js';
import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { type KeySet } from '../../support/wire/body.js';

describe('who calls', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let partner: TestOrganisation;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    partner = await platform.partner('direct-bill');
    operator = await platform.operator();
    forge = await TokenForge.open(platform, databases);
  });
  afterAll(() => databases.close());

  describe('a token', () => {
    const user = (): JWTPayload => ({
      tid: partner.tenantId,
      oid: randomUUID(),
      idtyp: 'user',
      roles: ['AdminAgent'],
    });
    const inAnHour = (): number => Math.floor(Date.now() / 1_000) + 3_600;
    const publicKeyAsSecret = async (): Promise<Uint8Array> => {
      const key = (await importJWK(forge.publicJwk, 'RS256', { extractable: true })) as CryptoKey;
      return new TextEncoder().encode(await exportSPKI(key));
    };
    const tokens: [string, () => Promise<string> | string][] = [
      ['is garbage', () => 'garbage'],
      ['is missing', () => ''],
      ['has other claims than were signed', () => withOtherClaims(agentOf(partner).token ?? '')],
      ['has expired', () => forge.sign({ ...user(), exp: inAnHour() - 7_200 })],
      ['is not valid yet', () => forge.sign({ ...user(), nbf: inAnHour(), exp: inAnHour() + 60 })],
      ['never ends', () => forge.sign({ ...user(), exp: undefined })],
      ['is of another key', async () => forge.sign(user(), await anyKey())],
      ['is of nobody', () => forge.unsigned(user())],
      ['is signed with the public key as a secret', async () => forge.sign(user(), await publicKeyAsSecret(), 'HS256')],
      ['is for another audience', () => forge.sign({ ...user(), aud: 'https://graph.example' })],
      ['is of another issuer', () => forge.sign({ ...user(), iss: 'https://other.example' })],
      ['names no tenant', () => forge.sign({ ...user(), tid: undefined })],
      ['names no user', () => forge.sign({ ...user(), oid: undefined })],
    ];

    it.each(tokens)('[I2] is refused with 401 when it %s', async (_fault, token) => {
      await expectUnauthorised(`Bearer ${await token()}`);
    });

    it('[I2] is refused with 401 when it is no bearer token', async () => {
      await expectUnauthorised(`Basic ${btoa('admin:admin')}`);
      await expectUnauthorised(agentOf(partner).token ?? '');
    });

    async function expectUnauthorised(authorization: string): Promise<void> {
      const { status, body, headers } = await anonymous().get('/v1/customers', { authorization });
      expect([status, body.code]).toEqual([401, 400]);
      expect(body).toMatchObject({ description: expect.stringContaining('Access denied') as string, data: [] });
      expect(headers.get('www-authenticate')).toMatch(/^OAuth realm=/);
    }

    it('[I2] with the same claims, and nothing wrong with it, is accepted', async () => {
      const client = clientWith(await forge.sign(user()));
      expect((await client.get('/v1/customers')).status).toBe(200);
    });
  });

  it('[I2] services check tokens themselves: being inside the network proves nothing', async () => {
    for (const service of ['customers', 'agreements'] as const) {
      const inside = new ApiClient(platform.urls[service][0]!);
      const path = service === 'customers' ? '/v1/customers' : '/v1/agreements';
      expect((await inside.get(path)).status).toBe(401);
      const authorization = `Bearer ${await forge.sign({}, await anyKey())}`;
      expect((await inside.get(path, { authorization })).status).toBe(401);
    }
  });

  it('[I2] internal endpoints take no access token, whosever it is', async () => {
    const paths = {
      identity: `/internal/tenants/${partner.tenantId}`,
      enrollment: `/internal/partners/${partner.tenantId}`,
      customers: `/internal/customers/${randomUUID()}/relationships/${partner.tenantId}`,
      agreements: `/internal/agreements/${randomUUID()}`,
    };
    for (const [service, path] of Object.entries(paths)) {
      const url = platform.urls[service as keyof typeof paths][0]!;
      expect((await new ApiClient(url, operator.token).get(path)).status).toBe(401);
      expect((await new ApiClient(url).get(path)).status).toBe(401);
    }
  });

  describe('the gateway', () => {
    it.each([
      '/internal/keys',
      '/internal/openapi.json',
      '/internal/tenants/00000000-0000-4000-8000-000000000000',
      '/INTERNAL/keys',
      '//internal//keys',
      '/%69nternal/keys',
      '/v1/../internal/keys',
      '/v1/customers/../../internal/keys',
      '/v1/customers/..%2f..%2finternal%2fkeys',
      '/v1/customers/%2e%2e/%2e%2e/internal/keys',
      '/v1/customers/..\\..\\internal\\keys',
      '/v1/customers/..%5c..%5cinternal%5ckeys',
      '/v1/customers/%2e%2e/agreements',
      '/metrics',
      '/v1/customers/..\\..\\metrics',
      '/health/consumers',
      '/v1/operator/partners/..\\..\\..\\health\\consumers',
    ])('[I2] does not pass on %s', async (path) => {
      for (const client of [operator, agentOf(partner)]) {
        const { status, body } = await getAsIs(path, client.token ?? '');
        expect([400, 404]).toContain(status);
        expect([1000, 2000]).toContain(body.code);
      }
    });
  });

  it.each(['/discovery/v2.0/keys', '/openapi.json', '/health/live', '/health/ready'])(
    '[I2] %s is open to anyone',
    async (path) => {
      expect((await anonymous().get(path)).status).toBe(200);
    },
  );

  it('[I2] published keys hold nothing private', async () => {
    const { body } = await anonymous().get<KeySet>('/discovery/v2.0/keys');
    expect(body.keys.map((key: object) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }

  /** The path as it is: `fetch` would put it in order first. */
  async function getAsIs(path: string, token: string): ReturnType<typeof send> {
    const { gatewayUrl } = platform;
    const headers: [string, string][] = [
      ['Host', new URL(gatewayUrl).host],
      ['Authorization', `Bearer ${token}`],
    ];
    return send({ method: 'GET', path, headers, body: '' }, gatewayUrl);
  }
});

function agentOf(organisation: TestOrganisation): ApiClient {
  return organisation.user('AdminAgent');
}

async function anyKey(): Promise<CryptoKey> {
  return (await generateKeyPair('RS256')).privateKey;
}

/** The signature is that of the token as it was. */
function withOtherClaims(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, roles: ['GlobalAdmin'] })).toString('base64url');
  return [header, changed, signature].join('.');
}
