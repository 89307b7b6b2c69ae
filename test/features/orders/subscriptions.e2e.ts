import { randomUUID } from 'node:crypto';
import { type Subscription } from '../../support/wire/resources.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { ordered, removal, suspended } from '../../support/scenes/ordered.js';
import { expectRefused } from '../../support/wire/answers.js';
import { type Page } from '../../support/wire/body.js';

describe('subscriptions', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
  });

  it('[C6] is listed and answered by its id as it was ordered', async () => {
    const { path, subscription, order } = await ordered(agent, {
      friendlyName: 'Mail',
      quantity: 5,
      termDuration: 'P1Y',
    });
    const { status, body } = await agent.get(`${path}/subscriptions`);
    expect([status, body.totalCount, body.attributes]).toEqual([200, 1, { objectType: 'Collection' }]);
    expect(body.items[0]).toEqual({
      id: subscription,
      offerId: 'offer-1',
      friendlyName: 'Mail',
      quantity: 5,
      status: 'active',
      orderId: order.id,
      billingCycle: 'monthly',
      termDuration: 'P1Y',
      creationDate: order.creationDate,
      offerName: 'offer-1',
      unitType: 'Licenses',
      billingType: 'license',
      contractType: 'subscription',
      autoRenewEnabled: true,
      effectiveStartDate: order.creationDate,
      commitmentEndDate: expect.stringMatching(/Z$/) as string,
      cancellationAllowedUntilDate: expect.stringMatching(/Z$/) as string,
      links: {
        self: { uri: `${path.replace('/v1', '')}/subscriptions/${subscription}`, method: 'GET', headers: [] },
      },
      attributes: { objectType: 'Subscription', etag: expect.stringMatching(/^-?\d+$/) as string },
    });
    expect((await agent.get(order.lineItems[0].links.subscription.uri.replace('/', '/v1/'))).body).toEqual(
      body.items[0],
    );
  });

  it('[C6] is suspended and activated, however its body is spelled; a repeat answers the same and tells nothing', async () => {
    const { path, customerId, subscription } = await ordered(agent);
    const at = `${path}/subscriptions/${subscription}`;
    const headers = { 'ms-requestid': randomUUID() };
    const read = (await agent.get<Subscription>(at)).body;
    // As .NET's SDK sends it: all that was read, in PascalCase, with the etag of what was read.
    const { id, offerId, quantity, attributes } = read;
    const whole = { Id: id, OfferId: offerId, Quantity: quantity, Status: 'Suspended', Attributes: attributes };
    const first = await agent.patch(at, whole, headers);
    expect([first.status, first.body.status]).toEqual([200, 'suspended']);
    expect((await agent.patch(at, whole, headers)).body).toEqual(first.body);
    const stale = await agent.patch(at, { Status: 'active', Attributes: attributes });
    expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    expect((await agent.patch(at, { status: 'active' })).body).toEqual(read);
    const told = await eventually('both events', () => {
      const events = tap.of(customerId).filter(({ headers: { ce_type } }) => ce_type?.includes('subscription.'));
      return events.length === 2 && events;
    });
    expect(told.map(({ data }) => [data.subscriptionId, data.status])).toEqual([
      [subscription, 'suspended'],
      [subscription, 'active'],
    ]);
  });

  it('[C8] gets more licences; 0 is what SDKs send for no number', async () => {
    const { path, subscription } = await ordered(agent);
    const at = `${path}/subscriptions/${subscription}`;
    expect((await agent.patch<Subscription>(at, { quantity: 9 })).body.quantity).toBe(9);
    expect((await agent.get<Subscription>(at)).body.quantity).toBe(9);
    expect((await agent.patch<Subscription>(at, { quantity: 0 })).body.quantity).toBe(9);
    expectRefused(await agent.patch(at, { status: 'expired' }), '400/2000', 'status');
  });

  it('[C8] keeps what a partner says of it, takes back what was answered, and refuses other values by name', async () => {
    const { path, subscription } = await ordered(agent);
    const at = `${path}/subscriptions/${subscription}`;
    const next = { product: { productId: 'CFQ7', skuId: '0001', termDuration: 'P1Y' }, quantity: 3 };
    const change = { friendlyName: 'Post', billingCycle: 'Annual', scheduledNextTermInstructions: next };
    const changed = (await agent.patch(at, change)).body;
    expect(changed).toMatchObject({ ...change, billingCycle: 'annual' });
    expect(await agent.patch(at, changed)).toMatchObject({ status: 200, body: changed });
    const off = (
      await agent.patch<Subscription>(at, { autoRenewEnabled: false, EffectiveStartDate: '0001-01-01T00:00:00' })
    ).body;
    expect([off.autoRenewEnabled, off.scheduledNextTermInstructions]).toEqual([false, undefined]);
    expectRefused(await agent.patch(at, { commitmentEndDate: '2031-01-01' }), '400/2000', 'commitmentEndDate');
    expectRefused(await agent.patch(at, { offerId: 'other' }), '400/2000', 'offerId');
  });

  it('[C8] is cancelled for good, tells so, and holds the relationship no more', async () => {
    const { path, customerId, subscription } = await ordered(agent);
    const at = `${path}/subscriptions/${subscription}`;
    expect((await agent.patch(at, { status: 'deleted' })).body).toMatchObject({
      id: subscription,
      status: 'deleted',
    });
    expectRefused(await agent.patch(at, { status: 'active' }), '400/2000', 'cancelled');
    const [event] = await tap.told(customerId, 'subscription.cancelled');
    expect(event?.data).toMatchObject({ subscriptionId: subscription, customerId });
    expect((await agent.patch(path, removal)).status).toBe(200);
  });

  it('[C8] is found by its order and by who sold it', async () => {
    const { path, order, subscription } = await ordered(agent);
    const { id } = (await agent.post(`${path}/orders`, newOrder())).body;
    const by = async (query: string): Promise<unknown[]> =>
      (await agent.get<Page<Subscription>>(`${path}/subscriptions?${query}`)).body.items.map((one) => one.orderId);
    expect(await by(`order_id=${order.id}`)).toEqual([order.id]);
    expect(await by(`order_id=${id}`)).toEqual([id]);
    expect(await by('mpn_id=99999')).toEqual([]);
    expect((await agent.get(`${path}/subscriptions/${subscription}`)).status).toBe(200);
  });

  it("[C7] is nobody else's: another partner finds neither the customer nor the subscription", async () => {
    const { path, subscription } = await ordered(agent);
    const other = stranger.user('AdminAgent');
    for (const at of [`${path}/subscriptions`, `${path}/subscriptions/${subscription}`]) {
      const { status, body } = await other.get(at);
      expect([status, body.code]).toEqual([404, 1000]);
    }
    expectRefused(await other.patch(`${path}/subscriptions/${subscription}`, suspended), '403/20002', 'relationship');
    expectRefused(await other.patch(path, removal), '403/20002', 'relationship');
    expect((await agent.get(`${path}/subscriptions/${subscription}`)).body.status).toBe('active');
  });
});
