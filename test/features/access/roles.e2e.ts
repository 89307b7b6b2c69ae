import { randomUUID } from 'node:crypto';
import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { attestedCustomer } from '../../support/scenes/customers.js';
import { agreementEndpoints } from './agreement-endpoints.js';
import { customerEndpoints } from './customer-endpoints.js';
import { roles, allowed, noRight, denied, byAnotherContact } from './endpoints.js';
import { userEndpoints } from './user-endpoints.js';
import { verdictOf } from '../../support/wire/answers.js';
import { type Application } from '../../support/wire/resources.js';
import { type ApiDocument } from '../../support/wire/body.js';

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

const endpoints = [...customerEndpoints, ...agreementEndpoints, ...userEndpoints];

describe('who may call what', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let directBill: TestOrganisation;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let stranger: TestOrganisation;
  let customerId: string;
  let providersCustomerId: string;
  /** A token of an application of the direct-bill partner that acts without a user. */
  let appToken: string;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    const types = ['direct-bill', 'indirect-provider', 'indirect-reseller'] as const;
    [directBill, provider, reseller] = await platform.partners(...types);
    stranger = await platform.organisation();
    operator = await platform.operator();
    forge = await TokenForge.open(platform, databases);
    const { body } = await directBill
      .user('GlobalAdmin')
      .post<Application>('/v1/applications', { displayName: 'Ledger' });
    appToken = await forge.sign({ tid: directBill.tenantId, appid: body.appId, idtyp: 'app' });
    customerId = await attestedCustomer(agentOf(directBill));
    providersCustomerId = await attestedCustomer(agentOf(provider));
  }, 180_000);
  afterAll(() => databases.close());

  describe.each(endpoints)(
    '$title',
    ({ call, status, roles: permitted, reseller: resellers, by = 'AdminAgent', app }) => {
      it('[I2] is for the roles that it names', async () => {
        const outcomes = await Promise.all(
          roles.map(async (role) => [role, verdictOf(await call(directBill.user(role), customerId), status)]),
        );
        expect(Object.fromEntries(outcomes)).toEqual(
          Object.fromEntries(roles.map((role) => [role, permitted.includes(role) ? allowed : noRight])),
        );
      });

      it('[I2] is for the partner types that it names', async () => {
        expect({
          'direct-bill': verdictOf(await call(directBill.user(by), customerId), status),
          'indirect-provider': verdictOf(await call(provider.user(by), providersCustomerId), status),
          'indirect-reseller': verdictOf(await call(reseller.user(by), customerId), status),
          none: verdictOf(await call(stranger.user(by), customerId), status),
          operator: verdictOf(await call(operator, customerId), status),
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
        expect(verdictOf(answer, status)).toBe(app ? allowed : denied);
      });
    },
  );

  it('[I2] applications without a user do what Partner Center lets them, and read what it says nothing about', async () => {
    const { paths } = (await anonymous().get<ApiDocument>('/openapi.json')).body;
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

  describe("another partner's customer", () => {
    it('[C5] is not found, and in no list', async () => {
      const client = agentOf(provider);
      expect(verdictOf(await client.get(`/v1/customers/${customerId}`), 200)).toBe('404/1000');
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

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }
});

function agentOf(organisation: TestOrganisation): ApiClient {
  return organisation.user('AdminAgent');
}
