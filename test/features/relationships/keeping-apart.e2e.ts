import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { ordered, suspended, removal, type Ordered } from '../../support/scenes/ordered.js';
import { shareWith } from './sharing.js';
import { type Confirmation } from '../../support/wire/resources.js';
import { type ApiDocument, type Page } from '../../support/wire/body.js';

describe('customers of others', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let partner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    // Deleting a customer is an endpoint as well, which only the sandbox has.
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    databases = new Databases(platform);
    partner = await platform.partner('direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  /** Objects that belong to the partner that made them; the rest of a customer is shared by its partners. */
  const ownObjects = /\{(cartId|orderId|subscriptionId)\}/;
  let rival: ApiClient;
  let rivalId: string;
  let endpoints: [method: string, path: string][];

  beforeAll(async () => {
    const provider = await platform.partner('indirect-provider');
    [rival, rivalId] = [provider.user('AdminAgent'), provider.tenantId];
    const { paths } = (await agent.get<ApiDocument>('/openapi.json')).body;
    endpoints = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/customers/{customerId}'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method): [string, string] => [method, path]));
  }, 120_000);

  it("[C7] no endpoint answers, or does, anything with another partner's customer", async () => {
    const scene = await ordered(agent, { friendlyName: 'Mail' });
    const call = await callsFor(scene);
    const before = await stateOf(scene.path);
    expect(endpoints.length).toBeGreaterThan(25);
    for (const [method, path] of endpoints) {
      const answer = await call(method, path);
      expect([method, path, outcome(answer)]).toEqual([
        method,
        path,
        expect.stringMatching(/^(404\/1000|403\/20002|403\/2032)$/),
      ]);
      for (const secret of ['Contoso', 'Silva', 'offer-1', 'Mail', 'onmicrosoft.com'])
        expect([path, answer.text]).toEqual([path, expect.not.stringContaining(secret)]);
    }
    expect(await stateOf(scene.path)).toEqual(before);
  });

  it('[C7] who has a relationship of its own finds nothing that another partner made', async () => {
    const scene = await ordered(agent);
    const call = await callsFor(scene);
    await shareWith(databases, scene, partner.tenantId, rivalId);
    const before = await stateOf(scene.path);
    const own = endpoints.filter(([, path]) => ownObjects.test(path) && !path.endsWith('/support'));
    expect(own.length).toBeGreaterThan(5);
    for (const [method, path] of own)
      expect([method, path, outcome(await call(method, path))]).toEqual([method, path, '404/1000']);
    for (const list of ['orders', 'subscriptions', 'relationships'])
      expect([list, (await rival.get(`${scene.path}/${list}`)).body.items]).toEqual([list, []]);
    // That the agreement is confirmed holds for the rival too; by whom is not told.
    const [confirmation] = (await rival.get<Page<Confirmation>>(`${scene.path}/agreements?agreementType=*`)).body.items;
    expect(confirmation).toMatchObject({ method: 'attested' });
    expect([confirmation?.userId, confirmation?.primaryContact]).toEqual([undefined, undefined]);
    expect((await rival.get(scene.path)).body).toMatchObject({ allowDelegatedAccess: false });
    for (const part of ['users', 'subscribedskus'])
      expect([part, outcome(await rival.get(`${scene.path}/${part}`))]).toEqual([part, '403/2032']);
    expect(outcome(await rival.post(`${scene.path}/orders`, newOrder({ renewsTo: scene.subscription })))).toBe(
      '400/2000',
    );
    expect(await stateOf(scene.path)).toEqual(before);
  });

  /** Calls an endpoint as the other partner, with ids of what the first one made and a body that is valid. */
  async function callsFor(scene: Ordered): Promise<(method: string, path: string) => Promise<ApiAnswer>> {
    const { path: at, subscription, order } = scene;
    const lines = { lineItems: [{ catalogItemId: 'offer-1', quantity: 1 }] };
    const cart = (await agent.post(`${at}/carts`, lines)).body;
    const { items } = (await agent.get(`${at}/users`)).body;
    const ids: Record<string, string> = {
      customerId: scene.customerId,
      subscriptionId: subscription,
      orderId: String(order.id),
      cartId: String(cart.id),
      userId: String(items[0]?.id),
    };
    const bodies: Record<string, unknown> = {
      'post /agreements': anotherContact(),
      'post /orders': newOrder(),
      'post /carts': lines,
      'put /carts/{cartId}': lines,
      'patch /subscriptions/{subscriptionId}': suspended,
      'put /profiles/billing': (await agent.get(`${at}/profiles/billing`)).body,
      'put /qualification': 'education',
      'post /qualifications': { qualification: 'education' },
      'post /users': { userPrincipalName: 'bo@contoso.example', firstName: 'Bo', lastName: 'Reed' },
      'patch /users/{userId}': { displayName: 'Bo' },
      'post /users/{userId}/licenseupdates': { licensesToAssign: [{ skuId: 'offer-1' }] },
      'patch ': removal,
    };
    return (method, path) => {
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
      const body = bodies[`${method} ${path.replace('/v1/customers/{customerId}', '')}`] ?? {};
      return ['get', 'delete'].includes(method)
        ? rival.send(method.toUpperCase(), url)
        : rival.send(method.toUpperCase(), url, JSON.stringify(body), { 'content-type': 'application/json' });
    };
  }

  /** What the partner itself sees. */
  async function stateOf(path: string): Promise<unknown[]> {
    const details = ['', '/orders', '/subscriptions', '/qualification', '/users', '/subscribedskus'];
    const parts = [...details, '/agreements?agreementType=*'];
    return Promise.all(parts.map(async (part) => (await agent.get(`${path}${part}`)).body as unknown));
  }
});

function anotherContact(): object {
  return attestation({ primaryContact: { email: `${randomUUID()}@contoso.com` } });
}
