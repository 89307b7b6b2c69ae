import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Order } from '../../support/wire/resources.js';

const MAIL = 'CFQ7TTC0LH18:0001';
const suspended = { status: 'suspended' };

interface Scene {
  customerId: string;
  path: string;
  subscription: string;
  /** Paths of users without a licence. */
  users: string[];
}

describe("the licences of a customer's users", () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.identity.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  it('[C9] are those of the subscribed SKUs, given, shown, told of, and taken', async () => {
    const { customerId, path, users } = await ordered(1, { quantity: 5 });
    const user = users[0] ?? '';
    const productSku = { id: MAIL, name: MAIL, skuPartNumber: MAIL, targetType: 'User', licenseGroupId: 'group1' };
    const skus = await agent.get(`${path}/subscribedskus`);
    expect([skus.status, skus.body]).toEqual([
      200,
      {
        totalCount: 1,
        items: [
          {
            availableUnits: 5,
            activeUnits: 5,
            consumedUnits: 0,
            suspendedUnits: 0,
            totalUnits: 5,
            warningUnits: 0,
            productSku,
            servicePlans: [],
            capabilityStatus: 'Enabled',
            attributes: { objectType: 'SubscribedSku' },
          },
        ],
        links: { self: { uri: `${path.slice(3)}/subscribedskus`, method: 'GET', headers: [] } },
        attributes: { objectType: 'Collection' },
      },
    ]);

    const plan = randomUUID();
    // As .NET's SDK sends it.
    const given = await agent.post(`${user}/licenseupdates`, {
      LicensesToAssign: [{ ExcludedPlans: [plan.toUpperCase()], SkuId: MAIL.toLowerCase() }],
      LicensesToRemove: null,
      LicenseWarnings: null,
      Attributes: { ObjectType: 'LicenseUpdate' },
    });
    expect([given.status, given.body]).toEqual([
      201,
      {
        licensesToAssign: [{ skuId: MAIL.toLowerCase(), excludedPlans: [plan.toUpperCase()] }],
        licenseWarnings: [],
        attributes: { objectType: 'LicenseUpdate' },
      },
    ]);
    expect((await agent.get(`${user}/licenses`)).body).toEqual({
      totalCount: 1,
      items: [
        {
          servicePlans: [{ id: plan, capabilityStatus: 'Disabled' }],
          productSku,
          attributes: { objectType: 'License' },
        },
      ],
      links: { self: { uri: `${user.slice(3)}/licenses`, method: 'GET', headers: [] } },
      attributes: { objectType: 'Collection' },
    });
    expect(await unitsOf(path)).toMatchObject({ availableUnits: 4, consumedUnits: 1, totalUnits: 5 });

    const taken = await agent.post(`${user}/licenseupdates`, { licensesToRemove: [MAIL] });
    expect([taken.status, taken.body]).toMatchObject([201, { licensesToRemove: [MAIL], licenseWarnings: [] }]);
    expect((await agent.get(`${user}/licenses`)).body).toMatchObject({ totalCount: 0, items: [] });
    const told = await eventually('both events', () => {
      const events = changesOf(customerId);
      return events.length === 2 && events;
    });
    const held = { skuId: MAIL, excludedPlans: [plan] };
    expect(told.map(({ data }) => data)).toMatchObject([
      { tenantId: customerId, userId: user.split('/').at(-1), licenses: [held], assigned: [MAIL], removed: [] },
      { licenses: [], assigned: [], removed: [MAIL] },
    ]);
  });

  it('[C9] are never more than the units: of those who ask for the last one at once, one gets it', async () => {
    const { path, users } = await ordered(4, { quantity: 1 });
    const answers = await Promise.all(users.map((user) => assign(user)));
    expect(answers.map(outcomeOf).sort()).toEqual(['201/undefined', ...Array<string>(3).fill('400/60012')]);
    expect(await unitsOf(path)).toMatchObject({ availableUnits: 0, consumedUnits: 1 });
  });

  it('[C9] are given once by a repeated request', async () => {
    const { customerId, path, users } = await ordered(2, { quantity: 2 });
    const headers = { 'ms-requestid': randomUUID() };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => assign(users[0] ?? '', headers)));
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, answers[0]?.body]);
    expect((await agent.post(`${users[0]}/licenseupdates`, { licensesToRemove: [MAIL] })).status).toBe(201);
    expect((await assign(users[0] ?? '', headers)).status).toBe(201);
    expect(await unitsOf(path)).toMatchObject({ consumedUnits: 0 });
    expect((await assign(users[1] ?? '')).status).toBe(201);
    const told = await eventually('the last event', () => {
      const events = changesOf(customerId);
      return events.at(-1)?.data.userId === users[1]?.split('/').at(-1) && events;
    });
    expect(told.map(({ data }) => [data.assigned, data.removed])).toEqual([
      [[MAIL], []],
      [[], [MAIL]],
      [[MAIL], []],
    ]);
  });

  it('[C9] stay when units go, and none is given until there are enough again', async () => {
    const { path, subscription, users } = await ordered(3, { quantity: 2 });
    const [first = '', second = '', third = ''] = users;
    for (const user of [first, second]) expect((await assign(user)).status).toBe(201);
    await agent.patch(subscription, { quantity: 1 });
    expect(await unitsOf(path)).toMatchObject({ availableUnits: -1, activeUnits: 1, consumedUnits: 2 });
    await agent.patch(subscription, suspended);
    expect(await unitsOf(path)).toMatchObject({
      availableUnits: -2,
      activeUnits: 0,
      suspendedUnits: 1,
      totalUnits: 0,
      capabilityStatus: 'Suspended',
    });
    expect((await agent.get(`${first}/licenses`)).body.totalCount).toBe(1);
    const refused = await assign(third);
    expect([outcomeOf(refused), refused.body.description]).toEqual([
      '400/60012',
      expect.stringContaining('it has 0, and 2 are assigned'),
    ]);
    expect((await agent.send('DELETE', first)).status).toBe(204);
    expect(await unitsOf(path)).toMatchObject({ consumedUnits: 1 });
    await agent.patch(subscription, { status: 'active' });
    await agent.patch(subscription, { quantity: 2 });
    expect((await assign(third)).status).toBe(201);
  });

  it('[C9] come back with a restored user while there are units', async () => {
    const { path, users } = await ordered(2, { quantity: 1 });
    const [first = '', second = ''] = users;
    const restore = async (): Promise<number> => (await agent.patch(first, { state: 'active' })).status;
    expect((await assign(first)).status).toBe(201);
    expect((await agent.delete(first)).status).toBe(204);
    expect(await unitsOf(path)).toMatchObject({ consumedUnits: 0 });
    expect([await restore(), (await agent.get(`${first}/licenses`)).body.totalCount]).toEqual([200, 1]);
    expect((await agent.delete(first)).status).toBe(204);
    expect((await assign(second)).status).toBe(201);
    expect([await restore(), (await agent.get(`${first}/licenses`)).body.totalCount]).toEqual([200, 0]);
  });

  it('[C9] are given by the reseller too, which does not sell them, and is told nothing of who does', async () => {
    const [provider, reseller] = await platform.partners('indirect-provider', 'indirect-reseller');
    await platform.connect(provider, reseller);
    const { path, users } = await ordered(1, { friendlyName: 'Secret name' }, provider, reseller.tenantId);
    const helper = reseller.user('AdminAgent');
    expect((await helper.get(`${path}/subscriptions`)).body.totalCount).toBe(0);
    const skus = await helper.get(`${path}/subscribedskus`);
    expect([skus.status, skus.body.items]).toMatchObject([200, [{ availableUnits: 1, productSku: { id: MAIL } }]]);
    for (const hidden of ['Secret name', provider.tenantId]) expect(skus.text).not.toContain(hidden);
    expect((await assign(users[0] ?? '', {}, helper)).status).toBe(201);
    expect((await provider.user('AdminAgent').get(`${users[0]}/licenses`)).body.totalCount).toBe(1);
  });

  it('[C9] [C6] are for the partner with admin privileges, after its relationship too, until these end', async () => {
    const { path, subscription, users } = await ordered(1);
    const user = users[0] ?? '';
    expect((await assign(user)).status).toBe(201);
    await agent.patch(subscription, suspended);
    expect((await agent.patch(path, { relationshipToPartner: 'none' })).status).toBe(200);
    expect((await agent.get(`${path}/subscriptions`)).status).toBe(404);
    expect(await unitsOf(path)).toMatchObject({ consumedUnits: 1, suspendedUnits: 1 });
    expect((await agent.post(`${user}/licenseupdates`, { licensesToRemove: [MAIL] })).status).toBe(201);
    expect((await agent.get(`${user}/licenses`)).body.totalCount).toBe(0);
    expect((await agent.patch(path, { allowDelegatedAccess: false })).status).toBe(200);
    for (const answer of [
      await agent.get(`${path}/subscribedskus`),
      await agent.get(`${user}/licenses`),
      await agent.post(`${user}/licenseupdates`, {}),
    ])
      expect(outcomeOf(answer)).toBe('403/2032');
  });

  it('[C9] are all of one license group', async () => {
    const { path, users } = await ordered(1);
    const user = users[0] ?? '';
    await assign(user);
    for (const list of [`${path}/subscribedskus`, `${user}/licenses`]) {
      const count = async (query: string): Promise<unknown> => (await agent.get(`${list}?${query}`)).body.totalCount;
      expect(await count('licenseGroupIds=Group1&licenseGroupIds=Group2')).toBe(1);
      expect(await count('LicenseGroupIds=group1')).toBe(1);
      expect(await count('licenseGroupIds=Group2')).toBe(0);
      const { status, body } = await agent.get(`${list}?licenseGroupIds=Group7`);
      expect([status, body.code, body.description]).toEqual([400, 2000, expect.stringContaining('licenseGroupIds')]);
    }
  });

  it.each<[string, string, object]>([
    ['of a product that is none', '400/2000', { licensesToAssign: [{ skuId: '' }] }],
    ['of a product that nobody ordered', '400/2000', { licensesToAssign: [{ skuId: 'word' }] }],
    ['without a product', '400/2000', { licensesToAssign: [{}] }],
    ['with plans that are none', '400/2000', { licensesToAssign: [{ skuId: MAIL, excludedPlans: ['calls'] }] }],
    ['in a list that is none', '400/2000', { licensesToRemove: MAIL }],
    ['that is no list', '400/2000', { licensesToAssign: { skuId: MAIL } }],
    ['that is a name', '400/2000', { licensesToAssign: [MAIL] }],
    ['that the user does not have', '400/2000', { licensesToRemove: [MAIL] }],
    ['that is not named', '400/2000', { licensesToAssign: null }],
    ['named too often', '400/2000', { licensesToRemove: Array(51).fill(MAIL) }],
  ])('[C9] one %s is refused with %s', async (_, outcome, request) => {
    const { customerId, users } = await ordered(1);
    const answer = await agent.post(`${users[0]}/licenseupdates`, request);
    expect([outcomeOf(answer), answer.body.description]).toEqual([outcome, expect.stringContaining('licensesTo')]);
    expect((await agent.get(`${users[0]}/licenses`)).body.totalCount).toBe(0);
    expect(changesOf(customerId)).toEqual([]);
  });

  it('[C9] of a user who does not exist are refused with 404/60002', async () => {
    const { path } = await ordered(0);
    const user = `${path}/users/${randomUUID()}`;
    expect(outcomeOf(await agent.get(`${user}/licenses`))).toBe('404/60002');
    expect(outcomeOf(await assign(user))).toBe('404/60002');
  });

  /** A customer with so many users beside its admin, and a subscription. */
  async function ordered(
    users: number,
    line: object = {},
    seller: TestOrganisation = partner,
    associatedPartnerId?: string,
  ): Promise<Scene> {
    const client = seller.user('AdminAgent');
    const domain = uniqueDomain();
    const request = { ...newCustomer({ domain }), ...(associatedPartnerId && { associatedPartnerId }) };
    const customerId = String((await client.postPatiently('/v1/customers', request)).body.id);
    const path = `/v1/customers/${customerId}`;
    await client.postPatiently(`${path}/agreements`, attestation());
    const order = (await client.postPatiently<Order>(`${path}/orders`, newOrder({ offerId: MAIL, ...line }))).body;
    const names = Array.from({ length: users }, (_, index) => `user${index}@${domain}`);
    const added = await Promise.all(
      names.map((userPrincipalName) =>
        client.postPatiently(`${path}/users`, { userPrincipalName, firstName: 'Bo', lastName: 'Reed' }),
      ),
    );
    const subscription = `${path}/subscriptions/${order.lineItems[0].subscriptionId}`;
    return { customerId, path, subscription, users: added.map(({ body }) => `${path}/users/${body.id}`) };
  }

  function assign(user: string, headers: Record<string, string> = {}, client = agent): Promise<ApiAnswer> {
    return client.post(`${user}/licenseupdates`, { licensesToAssign: [{ skuId: MAIL }] }, headers);
  }

  async function unitsOf(path: string): Promise<unknown> {
    return (await agent.get(`${path}/subscribedskus`)).body.items[0];
  }

  function changesOf(customerId: string): EventTap['events'] {
    const type = 'io.twotier.user.licenses-changed.v1';
    return tap.of(customerId).filter(({ headers }) => headers['ce_type'] === type);
  }
});

function outcomeOf({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}
