import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWTPayload } from 'jose';
import { send } from '../../../tools/demo/recorded-request.js';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { attestation, customerTemplate, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';

interface Endpoint {
  title: string;
  /** What the call answers to who may make it. */
  status: number;
  roles: readonly string[];
  /** Whether resellers may call it, and what it answers them. */
  reseller: string;
  /** Whose call shows which partner types are allowed; an Admin agent's unless it says so. */
  by?: string;
  /** Whether an application may call it without a user. */
  app: boolean;
  call(client: ApiClient, customerId: string): Promise<ApiAnswer>;
}

const roles = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'];
const readers = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'];
const sellers = ['AdminAgent', 'SalesAgent'];
const allowed = 'allowed';
const noRight = '403/900150';
const denied = '403/2032';

const members = (customerId: string): string =>
  `/v1/customers/${customerId}/directoryroles/62e90394-69f5-4237-9190-012177145e10/usermembers`;

interface Operation {
  security?: object[];
}

/** What begins so is for users alone; all other reads are for applications without a user as well. */
const readsOfUsersAlone = [
  // As Partner Center documents it.
  '/v1/agreements',
  '/v1/agreementtemplates',
  '/v1/compliance',
  '/v1/relationships',
  '/v1/profiles/mpn',
  ...[
    'agreements',
    'directSigned',
    'directoryroles',
    'relationships',
    'subscribedskus',
    'users',
    'validationStatus',
  ].map((name) => `/v1/customers/{customerId}/${name}`),
  '/v1/customers/relationshiprequests',
  '/v1/partnerships/{partnerId}/customers',
  // The users of partners, as those of customers; and what signs in.
  '/v1/users',
  '/v1/applications',
  // What holds links that grant something.
  '/v1/my/invitations',
  '/v1/partnershipinvitations',
  // The operator is a person.
  '/v1/operator',
];

/** What applications without a user may change: as Partner Center documents it. */
const writesOfApps = [
  'POST /v1/customers',
  'DELETE /v1/customers/{customerId}',
  'PUT /v1/customers/{customerId}/profiles/billing',
  'POST /v1/customers/{customerId}/orders',
  'PATCH /v1/customers/{customerId}/orders/{orderId}',
  'POST /v1/customers/{customerId}/carts',
  'PUT /v1/customers/{customerId}/carts/{cartId}',
  'POST /v1/customers/{customerId}/carts/{cartId}/checkout',
  'PATCH /v1/customers/{customerId}/subscriptions/{subscriptionId}',
  'POST /v1/validations/address',
  ...['billing', 'directory', 'legalbusiness', 'organization', 'support'].map((name) => `PUT /v1/profiles/${name}`),
  ...['POST', 'PUT', 'DELETE'].map((method) => `${method} /webhooks/v1/registration`),
  'POST /webhooks/v1/registration/validationEvents',
  'POST /webhooks/v1/deliveries/{deliveryId}/redelivery',
];

const endpoints: Endpoint[] = [
  {
    title: '[C5] GET /v1/customers',
    status: 200,
    roles: readers,
    reseller: allowed,
    app: true,
    call: (client) => client.get('/v1/customers?size=1'),
  },
  {
    title: '[C1] POST /v1/customers',
    status: 201,
    roles: ['GlobalAdmin', ...sellers],
    reseller: noRight,
    app: true,
    call: (client) => client.post('/v1/customers', newCustomer()),
  },
  {
    title: '[C5] GET /v1/customers/{id}',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}`),
  },
  {
    title: '[C5] GET /v1/customers/{id}/profiles/company',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/profiles/company`),
  },
  {
    title: '[C5] GET /v1/customers/{id}/profiles/billing',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/profiles/billing`),
  },
  {
    title: '[C5] PUT /v1/customers/{id}/profiles/billing',
    status: 200,
    roles: ['GlobalAdmin', 'AdminAgent', 'HelpdeskAgent'],
    reseller: '403/20002',
    app: true,
    call: (client, customerId) => {
      const { billingProfile } = newCustomer() as { billingProfile: object };
      return client.put(`/v1/customers/${customerId}/profiles/billing`, billingProfile);
    },
  },
  {
    title: '[C1] GET /v1/customers/{id}/qualification',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/qualification`),
  },
  {
    title: '[C1] GET /v1/customers/{id}/qualifications',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/qualifications`),
  },
  {
    title: '[C1] POST /v1/customers/{id}/qualifications',
    status: 201,
    roles: ['GlobalAdmin', ...sellers],
    reseller: '403/20002',
    app: false,
    call: (client, customerId) =>
      client.post(`/v1/customers/${customerId}/qualifications`, { qualification: 'education' }),
  },
  {
    title: '[C1] PUT /v1/customers/{id}/qualification',
    status: 200,
    roles: ['GlobalAdmin', ...sellers],
    reseller: '403/20002',
    app: false,
    call: (client, customerId) => client.put(`/v1/customers/${customerId}/qualification`, 'education'),
  },
  {
    title: '[C1] GET /v1/validations/checkdomainavailability/{prefix}',
    status: 200,
    roles: ['GlobalAdmin', ...sellers],
    reseller: allowed,
    app: true,
    call: (client) => client.get('/v1/validations/checkdomainavailability/contoso'),
  },
  {
    title: '[C1] POST /v1/validations/address',
    status: 200,
    roles: readers,
    reseller: allowed,
    app: true,
    call: (client) => client.post('/v1/validations/address', { country: 'US' }),
  },
  {
    title: '[A1] GET /v1/agreements',
    status: 200,
    roles: readers,
    reseller: allowed,
    app: false,
    call: (client) => client.get('/v1/agreements?agreementType=*'),
  },
  {
    title: '[A2] GET /v1/agreementtemplates/{id}/document',
    status: 200,
    roles: readers,
    reseller: allowed,
    app: false,
    call: (client) => client.get(`/v1/agreementtemplates/${customerTemplate}/document`),
  },
  {
    title: '[A3] POST /v1/customers/{id}/agreements',
    status: 201,
    roles: sellers,
    reseller: noRight,
    app: false,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/agreements`, byAnotherContact()),
  },
  {
    title: '[A4] GET /v1/customers/{id}/agreements',
    status: 200,
    roles: sellers,
    reseller: '403/20002',
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/agreements?agreementType=*`),
  },
  {
    title: '[A4] GET /v1/customers/{id}/directSignedMicrosoftCustomerAgreementStatus',
    status: 200,
    roles: sellers,
    reseller: noRight,
    app: false,
    call: (client, customerId) =>
      client.get(`/v1/customers/${customerId}/directSignedMicrosoftCustomerAgreementStatus`),
  },
  {
    title: '[A9] POST /v1/customers/{id}/agreementinvitations',
    status: 201,
    roles: sellers,
    reseller: '403/20002',
    app: false,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/agreementinvitations`, {}),
  },
  {
    title: '[C8] POST /v1/customers/{id}/orders',
    status: 201,
    roles: sellers,
    reseller: noRight,
    app: true,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/orders`, newOrder()),
  },
  {
    title: '[C8] GET /v1/customers/{id}/orders',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/orders`),
  },
  {
    title: '[C8] POST /v1/customers/{id}/carts',
    status: 400,
    roles: sellers,
    reseller: noRight,
    app: true,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/carts`, {}),
  },
  {
    title: '[C8] GET /v1/customers/{id}/carts/{id}',
    status: 404,
    roles: sellers,
    reseller: noRight,
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/carts/${randomUUID()}`),
  },
  {
    title: '[C8] PUT /v1/customers/{id}/carts/{id}',
    status: 404,
    roles: sellers,
    reseller: noRight,
    app: true,
    call: (client, customerId) =>
      client.put(`/v1/customers/${customerId}/carts/${randomUUID()}`, {
        lineItems: [{ catalogItemId: 'offer-1', quantity: 1 }],
      }),
  },
  {
    title: '[C8] POST /v1/customers/{id}/carts/{id}/checkout',
    status: 404,
    roles: sellers,
    reseller: noRight,
    app: true,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/carts/${randomUUID()}/checkout`, {}),
  },
  {
    title: '[C6] GET /v1/customers/{id}/subscriptions',
    status: 200,
    roles: readers,
    reseller: '404/1000',
    app: true,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/subscriptions`),
  },
  {
    title: '[C6] PATCH /v1/customers/{id}/subscriptions/{id}',
    status: 404,
    roles: sellers,
    reseller: '403/20002',
    app: true,
    call: (client, customerId) =>
      client.patch(`/v1/customers/${customerId}/subscriptions/${randomUUID()}`, { status: 'suspended' }),
  },
  {
    title: '[C7] POST /v1/customers/{id}/subscriptions/{id}/support',
    status: 404,
    roles: ['GlobalAdmin', ...sellers],
    reseller: '403/20002',
    app: false,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/subscriptions/${randomUUID()}/support`, {}),
  },
  {
    title: '[C6] PATCH /v1/customers/{id}',
    status: 400,
    roles: ['GlobalAdmin', 'AdminAgent'],
    reseller: allowed,
    app: false,
    call: (client, customerId) => client.patch(`/v1/customers/${customerId}`, {}),
  },
  {
    title: '[C6] DELETE /v1/customers/{id}',
    status: 400,
    roles: ['GlobalAdmin', 'AdminAgent'],
    reseller: noRight,
    app: true,
    call: (client, customerId) => client.delete(`/v1/customers/${customerId}`),
  },
  {
    title: '[C9] GET /v1/customers/{id}/users',
    status: 200,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/users`),
  },
  {
    title: '[C9] POST /v1/customers/{id}/users',
    status: 400,
    roles: ['AdminAgent'],
    reseller: allowed,
    app: false,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/users`, {}),
  },
  {
    title: '[C9] GET /v1/customers/{id}/users/{id}',
    status: 404,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/users/${randomUUID()}`),
  },
  {
    title: '[C9] PATCH /v1/customers/{id}/users/{id}',
    status: 404,
    roles: ['AdminAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.patch(`/v1/customers/${customerId}/users/${randomUUID()}`, {}),
  },
  {
    title: '[C9] DELETE /v1/customers/{id}/users/{id}',
    status: 404,
    roles: ['AdminAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.delete(`/v1/customers/${customerId}/users/${randomUUID()}`),
  },
  {
    title: '[C9] GET /v1/customers/{id}/subscribedskus',
    status: 200,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/subscribedskus`),
  },
  {
    title: '[C9] GET /v1/customers/{id}/users/{id}/licenses',
    status: 404,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/users/${randomUUID()}/licenses`),
  },
  {
    title: '[C9] POST /v1/customers/{id}/users/{id}/licenseupdates',
    status: 404,
    roles: ['AdminAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.post(`/v1/customers/${customerId}/users/${randomUUID()}/licenseupdates`, {}),
  },
  {
    title: '[C9] GET /v1/customers/{id}/directoryroles',
    status: 200,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/directoryroles`),
  },
  {
    title: '[C9] GET /v1/customers/{id}/users/{id}/directoryroles',
    status: 404,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(`/v1/customers/${customerId}/users/${randomUUID()}/directoryroles`),
  },
  {
    title: '[C9] GET /v1/customers/{id}/directoryroles/{id}/usermembers',
    status: 200,
    roles: ['AdminAgent', 'HelpdeskAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.get(members(customerId)),
  },
  {
    title: '[C9] POST /v1/customers/{id}/directoryroles/{id}/usermembers',
    status: 404,
    roles: ['AdminAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.post(members(customerId), { id: randomUUID() }),
  },
  {
    title: '[C9] DELETE /v1/customers/{id}/directoryroles/{id}/usermembers/{id}',
    status: 404,
    roles: ['AdminAgent'],
    reseller: denied,
    app: false,
    call: (client, customerId) => client.delete(`${members(customerId)}/${randomUUID()}`),
  },
  {
    title: '[E11] GET /v1/partneragreement',
    status: 200,
    roles: [...readers, 'BillingAdmin'],
    reseller: allowed,
    app: true,
    call: (client) => client.get('/v1/partneragreement'),
  },
  {
    title: '[E11] POST /v1/partneragreement/signature',
    status: 201,
    roles: ['GlobalAdmin'],
    by: 'GlobalAdmin',
    reseller: allowed,
    app: false,
    call: (client) => client.send('POST', '/v1/partneragreement/signature'),
  },
  {
    title: '[E11] GET /v1/partner/programinfo',
    status: 200,
    roles: ['GlobalAdmin', 'AdminAgent'],
    reseller: allowed,
    app: true,
    call: (client) => client.get('/v1/partner/programinfo'),
  },
  {
    title: '[E11] GET /v1/compliance/csp/agreementstatus',
    status: 400,
    roles: readers,
    reseller: allowed,
    app: false,
    call: (client) => client.get('/v1/compliance/csp/agreementstatus'),
  },
];

describe('who may call what', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let directBill: TestOrganisation;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let stranger: TestOrganisation;
  let operator: ApiClient;
  let customerId: string;
  let providersCustomerId: string;
  /** A token of an application of the direct-bill partner that acts without a user. */
  let appToken: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    const types = ['direct-bill', 'indirect-provider', 'indirect-reseller'] as const;
    [directBill, provider, reseller] = await platform.partners(...types);
    stranger = await platform.organisation();
    operator = await platform.operator();
    forge = await TokenForge.open(platform, databases);
    const { body } = await directBill.user('GlobalAdmin').post('/v1/applications', { displayName: 'Ledger' });
    appToken = await forge.sign({ tid: directBill.tenantId, appid: body.appId, idtyp: 'app' });
    customerId = await attestedCustomerOf(directBill);
    providersCustomerId = await attestedCustomerOf(provider);
  }, 180_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  describe.each(endpoints)(
    '$title',
    ({ call, status, roles: permitted, reseller: resellers, by = 'AdminAgent', app }) => {
      it('[I2] is for the roles that it names', async () => {
        const outcomes = await Promise.all(
          roles.map(async (role) => [role, outcome(await call(directBill.user(role), customerId), status)]),
        );
        expect(Object.fromEntries(outcomes)).toEqual(
          Object.fromEntries(roles.map((role) => [role, permitted.includes(role) ? allowed : noRight])),
        );
      });

      it('[I2] is for the partner types that it names', async () => {
        expect({
          'direct-bill': outcome(await call(directBill.user(by), customerId), status),
          'indirect-provider': outcome(await call(provider.user(by), providersCustomerId), status),
          'indirect-reseller': outcome(await call(reseller.user(by), customerId), status),
          none: outcome(await call(stranger.user(by), customerId), status),
          operator: outcome(await call(operator, customerId), status),
        }).toEqual({
          'direct-bill': allowed,
          'indirect-provider': allowed,
          'indirect-reseller': resellers,
          none: denied,
          operator: noRight,
        });
      });

      it(`[I2] is ${app ? 'also' : 'not'} for an application without a user`, async () => {
        const answer = await call(clientWith(appToken), customerId);
        expect(outcome(answer, status)).toBe(app ? allowed : denied);
      });
    },
  );

  it('[I2] applications without a user do what Partner Center lets them, and read what it says nothing about', async () => {
    const { paths } = (await anonymous().get('/openapi.json')).body as {
      paths: Record<string, Record<string, Operation>>;
    };
    const calls = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { security = [] }]) => security.length > 0)
        .map(([method]) => ({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path })),
    );
    const app = clientWith(await forge.sign({ tid: stranger.tenantId, appid: randomUUID(), idtyp: 'app' }));
    const needingAUser: string[] = [];
    for (const { name, method, path } of calls) {
      const body = ['POST', 'PUT', 'PATCH'].includes(method) ? '{}' : undefined;
      const json = { 'content-type': 'application/json' };
      const client = method === 'HEAD' ? clientWith(appToken) : app;
      const answer = await client.send(method, path.replace(/\{\w+\}/g, randomUUID()), body, body ? json : {});
      const refused = method === 'HEAD' ? answer.status === 403 : /This operation needs a user/.test(answer.text);
      if (refused) needingAUser.push(name);
    }
    const isRead = ({ method }: { method: string }): boolean => method === 'GET' || method === 'HEAD';
    const expected = calls.filter((call) =>
      isRead(call)
        ? readsOfUsersAlone.some((read) => call.name.startsWith(`GET ${read}`))
        : !writesOfApps.includes(call.name),
    );
    expect(needingAUser.sort()).toEqual(expected.map(({ name }) => name).sort());
  });

  it('[C1] HEAD /v1/domains/{domain}, whose answers have no body, is for who creates customers', async () => {
    const app = clientWith(appToken);
    const clients = { ...Object.fromEntries(roles.map((role) => [role, directBill.user(role)])), app };
    const others = { reseller: agentOf(reseller), none: agentOf(stranger), nobody: anonymous() };
    const outcomes = Object.entries({ ...clients, ...others }).map(async ([name, client]) => {
      return [name, (await client.send('HEAD', '/v1/domains/free.onmicrosoft.com')).status];
    });
    expect(Object.fromEntries(await Promise.all(outcomes))).toEqual({
      GlobalAdmin: 404,
      AdminAgent: 404,
      SalesAgent: 404,
      HelpdeskAgent: 403,
      BillingAdmin: 403,
      Operator: 403,
      app: 404,
      reseller: 404,
      none: 403,
      nobody: 401,
    });
  });

  it('[A3] a reseller is told to ask its provider', async () => {
    const path = `/v1/customers/${customerId}/agreements`;
    const { body } = await agentOf(reseller).post(path, attestation());
    expect(body.description).toContain('Ask your indirect provider');
  });

  describe('a token', () => {
    const user = (): JWTPayload => ({
      tid: directBill.tenantId,
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
      ['has other claims than were signed', () => withOtherClaims(agentOf(directBill).token ?? '')],
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
      await expectUnauthorised(agentOf(directBill).token ?? '');
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
      identity: `/internal/tenants/${directBill.tenantId}`,
      enrollment: `/internal/partners/${directBill.tenantId}`,
      customers: `/internal/customers/${customerId}/relationships/${directBill.tenantId}`,
      agreements: `/internal/agreements/${customerId}`,
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
      for (const client of [operator, agentOf(directBill)]) {
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
    const { body } = await anonymous().get('/discovery/v2.0/keys');
    expect(body.keys.map((key: object) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  describe("another partner's customer", () => {
    it('[C5] is not found, and in no list', async () => {
      const client = agentOf(provider);
      expect(outcome(await client.get(`/v1/customers/${customerId}`), 200)).toBe('404/1000');
      const { items } = (await client.get('/v1/customers')).body;
      expect(items.map(({ id }: { id: string }) => id)).not.toContain(customerId);
    });

    it('[C8] is not ordered for, [A3] not attested for, and [A4] its agreements are not shown: 20002', async () => {
      const client = agentOf(provider);
      const path = `/v1/customers/${customerId}`;
      const answers = [
        await client.post(`${path}/orders`, newOrder()),
        await client.post(`${path}/agreements`, byAnotherContact()),
        await client.get(`${path}/agreements?agreementType=*`),
      ];
      const text = `The partner id ${provider.tenantId} has no commerce relationship with the customer id ${customerId}.`;
      expect(answers.map(({ body }) => body)).toEqual(
        answers.map(() => expect.objectContaining({ code: 20002, description: text }) as object),
      );
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    });
  });

  describe('the operator', () => {
    const onboarding = (tenantId: string, changes: object = {}): object => ({
      tenantId,
      companyName: 'A partner',
      partnerType: 'direct-bill',
      country: 'US',
      ...changes,
    });

    it('[E5] alone onboards and sees partners; the same role in another tenant is worth nothing', async () => {
      const path = '/v1/operator/partners';
      const body = onboarding(stranger.tenantId);
      const forged = { tid: directBill.tenantId, oid: randomUUID(), idtyp: 'user', roles: [...roles] };
      const app = { tid: directBill.tenantId, appid: randomUUID(), idtyp: 'app', roles: ['Operator'] };
      const clients = {
        ...Object.fromEntries(roles.map((role) => [role, directBill.user(role)])),
        forged: clientWith(await forge.sign(forged)),
        app: clientWith(await forge.sign(app)),
      };
      for (const [name, client] of Object.entries(clients)) {
        const refusal = name === 'app' ? denied : noRight;
        expect([name, outcome(await client.post(path, body), 201)]).toEqual([name, refusal]);
        expect([name, outcome(await client.get(`${path}/${directBill.tenantId}`), 200)]).toEqual([name, refusal]);
      }
    });

    it('[E5] sees a partner as it was onboarded', async () => {
      const { status, body } = await operator.get(`/v1/operator/partners/${provider.tenantId}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        id: provider.tenantId,
        companyName: 'A partner',
        partnerType: 'indirect-provider',
        status: 'active',
        country: 'US',
        cloud: 'Global',
        mpnId: provider.mpnId,
        links: { self: { uri: `/operator/partners/${provider.tenantId}`, method: 'GET', headers: [] } },
        attributes: { objectType: 'Partner' },
      });
      expect(outcome(await operator.get(`/v1/operator/partners/${stranger.tenantId}`), 200)).toBe('404/1000');
    });

    it('[E5] onboarding again answers the same, and as anything else is refused', async () => {
      const path = '/v1/operator/partners';
      const { tenantId, mpnId } = directBill;
      const again = await operator.post(path, onboarding(tenantId, { mpnId }));
      expect([again.status, again.body.id]).toEqual([201, tenantId]);
      const other = onboarding(tenantId, { mpnId, partnerType: 'indirect-provider' });
      expect(outcome(await operator.post(path, other), 201)).toBe('409/2000');
    });

    it('[E5] onboards nobody without a tenant, elsewhere than its tenant, or by faulty words', async () => {
      const path = '/v1/operator/partners';
      const { tenantId } = stranger;
      expect(outcome(await operator.post(path, onboarding(randomUUID())), 201)).toBe('404/60003');
      expect(outcome(await operator.post(path, onboarding(tenantId, { country: 'DE' })), 201)).toBe('400/2000');
      for (const [field, value] of Object.entries({ tenantId: 'x', partnerType: 'CSP', country: 'XX', mpnId: 'M1' })) {
        const { status, body } = await operator.post(path, onboarding(tenantId, { [field]: value }));
        expect([status, body.description]).toEqual([400, expect.stringContaining(field)]);
      }
    });
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }

  async function attestedCustomerOf(partner: TestOrganisation): Promise<string> {
    const agent = agentOf(partner);
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    await agent.post(`/v1/customers/${id}/agreements`, attestation());
    return String(id);
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

function byAnotherContact(): object {
  return attestation({ primaryContact: { email: `${randomUUID()}@contoso.com` } });
}

function outcome({ status, body }: ApiAnswer, expected: number): string {
  return status === expected ? allowed : `${status}/${body.code}`;
}

/** The signature is that of the token as it was. */
function withOtherClaims(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, roles: ['GlobalAdmin'] })).toString('base64url');
  return [header, changed, signature].join('.');
}
