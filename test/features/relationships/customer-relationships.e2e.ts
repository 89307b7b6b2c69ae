import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';

const suspended = { status: 'suspended' };
const removal = { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } };

interface Scene {
  customerId: string;
  path: string;
  subscription: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  order: any;
}

describe('a relationship with a customer, and what was ordered in it', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    databases = new Databases(platform);
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  describe('a subscription', () => {
    it('[C6] is listed and answered by its id as it was ordered', async () => {
      const { path, subscription, order } = await ordered({ friendlyName: 'Mail', quantity: 5, termDuration: 'P1Y' });
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
      const { path, customerId, subscription } = await ordered();
      const at = `${path}/subscriptions/${subscription}`;
      const headers = { 'ms-requestid': randomUUID() };
      const read = (await agent.get(at)).body;
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
      const { path, subscription } = await ordered();
      const at = `${path}/subscriptions/${subscription}`;
      expect((await agent.patch(at, { quantity: 9 })).body.quantity).toBe(9);
      expect((await agent.get(at)).body.quantity).toBe(9);
      expect((await agent.patch(at, { quantity: 0 })).body.quantity).toBe(9);
      expectRefused(await agent.patch(at, { status: 'expired' }), 400, 2000, 'status');
    });

    it('[C8] keeps what a partner says of it, takes back what was answered, and refuses other values by name', async () => {
      const { path, subscription } = await ordered();
      const at = `${path}/subscriptions/${subscription}`;
      const next = { product: { productId: 'CFQ7', skuId: '0001', termDuration: 'P1Y' }, quantity: 3 };
      const change = { friendlyName: 'Post', billingCycle: 'Annual', scheduledNextTermInstructions: next };
      const changed = (await agent.patch(at, change)).body;
      expect(changed).toMatchObject({ ...change, billingCycle: 'annual' });
      expect(await agent.patch(at, changed)).toMatchObject({ status: 200, body: changed });
      const off = (await agent.patch(at, { autoRenewEnabled: false, EffectiveStartDate: '0001-01-01T00:00:00' })).body;
      expect([off.autoRenewEnabled, off.scheduledNextTermInstructions]).toEqual([false, undefined]);
      expectRefused(await agent.patch(at, { commitmentEndDate: '2031-01-01' }), 400, 2000, 'commitmentEndDate');
      expectRefused(await agent.patch(at, { offerId: 'other' }), 400, 2000, 'offerId');
    });

    it('[C8] is cancelled for good, tells so, and holds the relationship no more', async () => {
      const { path, customerId, subscription } = await ordered();
      const at = `${path}/subscriptions/${subscription}`;
      expect((await agent.patch(at, { status: 'deleted' })).body).toMatchObject({
        id: subscription,
        status: 'deleted',
      });
      expectRefused(await agent.patch(at, { status: 'active' }), 400, 2000, 'cancelled');
      const [event] = await told(customerId, 'subscription.cancelled');
      expect(event?.data).toMatchObject({ subscriptionId: subscription, customerId });
      expect((await agent.patch(path, removal)).status).toBe(200);
    });

    it('[C8] is found by its order and by who sold it', async () => {
      const { path, order, subscription } = await ordered();
      const { id } = (await agent.post(`${path}/orders`, newOrder())).body;
      const by = async (query: string): Promise<unknown[]> =>
        ((await agent.get(`${path}/subscriptions?${query}`)).body.items as { orderId: string }[]).map(
          (one) => one.orderId,
        );
      expect(await by(`order_id=${order.id}`)).toEqual([order.id]);
      expect(await by(`order_id=${id}`)).toEqual([id]);
      expect(await by('mpn_id=99999')).toEqual([]);
      expect((await agent.get(`${path}/subscriptions/${subscription}`)).status).toBe(200);
    });

    it("[C7] is nobody else's: another partner finds neither the customer nor the subscription", async () => {
      const { path, subscription } = await ordered();
      const other = stranger.user('AdminAgent');
      for (const at of [`${path}/subscriptions`, `${path}/subscriptions/${subscription}`]) {
        const { status, body } = await other.get(at);
        expect([status, body.code]).toEqual([404, 1000]);
      }
      expectRefused(await other.patch(`${path}/subscriptions/${subscription}`, suspended), 403, 20002, 'relationship');
      expectRefused(await other.patch(path, removal), 403, 20002, 'relationship');
      expect((await agent.get(`${path}/subscriptions/${subscription}`)).body.status).toBe('active');
    });
  });

  describe('an order', () => {
    it('[C8] is listed page by page and answered by its id, to the partner that placed it', async () => {
      const { path, order } = await ordered();
      const second = (await agent.post(`${path}/orders`, newOrder())).body;
      const ids = [order.id, second.id].sort() as string[];
      const page = (await agent.get(`${path}/orders?size=1`)).body;
      const token = { 'ms-continuationtoken': String(page.continuationToken) };
      const next = (await agent.get(`${path}/orders?seekOperation=Next`, token)).body;
      expect([...page.items, ...next.items].map(({ id }) => String(id))).toEqual(ids);
      expect(next.links.next).toBeUndefined();
      expect((await agent.get(`${path}/orders/${order.id}`)).body).toEqual(order);
      const { path: elsewhere } = await ordered();
      for (const answer of [
        await agent.get(`${elsewhere}/orders/${order.id}`),
        await stranger.user('AdminAgent').get(`${path}/orders/${order.id}`),
      ])
        expectRefused(answer, 404, 1000, 'You have no');
    });

    it('[C8] is found by its billing cycle, and refused with what nobody acts on', async () => {
      const { path, order } = await ordered();
      const { id } = (await agent.post(`${path}/orders`, { ...newOrder(), billingCycle: 'OneTime' })).body;
      const by = async (query: string): Promise<unknown[]> =>
        ((await agent.get(`${path}/orders?${query}`)).body.items as { id: string }[]).map((one) => one.id);
      expect(await by('billingType=onetime')).toEqual([id]);
      expect(await by('billingType=monthly&include_price=False')).toEqual([order.id]);
      expectRefused(await agent.get(`${path}/orders?billingType=weekly`), 400, 2000, 'billingType');
      expectRefused(await agent.get(`${path}/orders?include_price=true`), 400, 2000, 'include_price');
      expectRefused(await agent.post(`${path}/orders`, newOrder({ pricing: { listPrice: 5 } })), 400, 2000, 'pricing');
      expectRefused(
        await agent.post(`${path}/orders`, newOrder({ transactionType: 'Renew' })),
        400,
        2000,
        'transactionType',
      );
      expectRefused(
        await agent.post(`${path}/orders`, newOrder({ parentSubscriptionId: randomUUID() })),
        400,
        2000,
        'parentSubscriptionId',
      );
    });

    it('[C8] gets add-ons and terms after its renewal by a patch, once, and is cancelled in a sandbox', async () => {
      const { path, customerId, subscription, order } = await ordered();
      const at = `${path}/orders/${order.id}`;
      const addOn = {
        LineItemNumber: 0,
        OfferId: 'add-on',
        Quantity: 2,
        ParentSubscriptionId: subscription,
        SubscriptionId: null,
      };
      const headers = { 'ms-requestid': randomUUID() };
      const body = { Id: null, ReferenceCustomerId: customerId, LineItems: [addOn], CreationDate: null };
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => agent.patch(at, body, headers)));
      const amended = answers[0]?.body;
      for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: amended });
      expect(amended.lineItems).toMatchObject([
        { lineItemNumber: 0, subscriptionId: subscription },
        { lineItemNumber: 1, offerId: 'add-on', quantity: 2, parentSubscriptionId: subscription },
      ]);
      const addOns = (await agent.get(`${path}/subscriptions/${subscription}/addons`)).body;
      expect(addOns.items).toMatchObject([
        { id: amended.lineItems[1].subscriptionId, parentSubscriptionId: subscription },
      ]);
      expect(await agent.patch(at, amended)).toMatchObject({ status: 200, body: amended });
      const lines = [{ ...amended.lineItems[0], renewsTo: { termDuration: 'P1M' } }, amended.lineItems[1]];
      expect((await agent.patch(at, { ...amended, lineItems: lines })).body.lineItems[0].renewsTo).toEqual({
        termDuration: 'P1M',
      });
      expect((await agent.get(`${path}/subscriptions/${subscription}`)).body.renewalTermDuration).toBe('P1M');
      expectRefused(
        await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'deleted' }),
        400,
        2000,
        'add-ons',
      );
      expectRefused(await agent.patch(at, { currencyCode: 'EUR' }), 400, 2000, 'currencyCode');
      expectRefused(
        await agent.patch(at, { lineItems: [{ lineItemNumber: 5, offerId: 'x', quantity: 1 }] }),
        400,
        2000,
        'only add-ons',
      );
      expect((await agent.patch(at, { id: order.id, status: 'cancelled' })).body.status).toBe('cancelled');
      expect((await agent.get(`${path}/subscriptions`)).body.items).toMatchObject([
        { status: 'deleted' },
        { status: 'deleted' },
      ]);
      expect((await told(order.id, 'order.amended')).length).toBeGreaterThan(0);
    });
  });

  describe('a cart', () => {
    const line = (changes: object = {}): object => ({ catalogItemId: 'offer-1', quantity: 1, ...changes });

    it('[C8] is created, changed and checked out: an order for each billing cycle and currency, once', async () => {
      const { path } = await ordered();
      const headers = { 'ms-requestid': randomUUID() };
      const cart = await agent.post(`${path}/carts`, { LineItems: [line()] }, headers);
      expect([cart.status, (await agent.post(`${path}/carts`, { LineItems: [line()] }, headers)).body]).toEqual([
        201,
        cart.body,
      ]);
      const at = `${path}/carts/${cart.body.id}`;
      const provisioningContext = { Scope: 'Shared' };
      const lineItems = [
        line({ billingCycle: 'Monthly', friendlyName: 'Mail', termDuration: 'P1Y' }),
        line({ billingCycle: 'annual', currencyCode: 'USD' }),
        line({ billingCycle: 'monthly', catalogItemId: 'offer-2', quantity: 2, provisioningContext }),
      ];
      const changed = await agent.put(at, { ...cart.body, lineItems });
      expect(changed.body.lineItems.map((item: { orderGroup: string }) => item.orderGroup)).toEqual(['0', '1', '0']);
      expect((await agent.get(at)).body).toEqual(changed.body);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => agent.post(`${at}/checkout`, {})));
      for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]!.body]);
      expect((await agent.post(`${at}/checkout`, {})).body).toEqual(answers[0]!.body);
      const { orders, orderErrors } = answers[0]!.body;
      expect(orderErrors).toEqual([]);
      expect(orders).toMatchObject([
        {
          billingCycle: 'monthly',
          lineItems: [
            { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, friendlyName: 'Mail', termDuration: 'P1Y' },
            { lineItemNumber: 1, offerId: 'offer-2', quantity: 2, provisioningContext },
          ],
        },
        { billingCycle: 'annual', currencyCode: 'USD', lineItems: [{ lineItemNumber: 0, offerId: 'offer-1' }] },
      ]);
      expect((await agent.get(`${path}/orders`)).body.totalCount).toBe(3);
      expect((await agent.get(at)).body.status).toBe('ordered');
      expectRefused(await agent.put(at, { lineItems: [line()] }), 409, 2000, 'checked out');
    });

    it('[A7] is refused as an order is, and goes through with the same request once the customer has agreed', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const cart = (await agent.post(`/v1/customers/${id}/carts`, { lineItems: [line()] })).body;
      const at = `/v1/customers/${id}/carts/${cart.id}`;
      const headers = { 'ms-requestid': randomUUID() };
      expectRefused(await agent.post(`${at}/checkout`, {}, headers), 403, 13605, 'Microsoft Customer Agreement');
      await agent.postPatiently(`/v1/customers/${id}/agreements`, attestation());
      expect((await agent.post(`${at}/checkout`, {}, headers)).body.orders).toHaveLength(1);
      expect((await agent.get(at)).body.status).toBe('ordered');
    });

    it('[C8] orders what can be ordered, and says why the rest cannot', async () => {
      const { path } = await ordered();
      const lineItems = [line(), line({ currencyCode: 'JPY' })];
      const { id } = (await agent.post(`${path}/carts`, { lineItems })).body;
      for (let repeat = 0; repeat < 2; repeat++) {
        const { body } = await agent.post(`${path}/carts/${id}/checkout`, {});
        expect(body.orders).toHaveLength(1);
        expect(body.orderErrors).toMatchObject([{ orderGroupId: '1', code: 2000 }]);
      }
      expect((await agent.get(`${path}/orders`)).body.totalCount).toBe(2);
    });

    it("[C7] is nobody else's", async () => {
      const { path } = await ordered();
      const { id } = (await agent.post(`${path}/carts`, { lineItems: [line()] })).body;
      const other = stranger.user('AdminAgent');
      expectRefused(await other.get(`${path}/carts/${id}`), 404, 1000, id);
      expectRefused(await other.post(`${path}/carts/${id}/checkout`, {}), 404, 1000, id);
      expectRefused(await other.post(`${path}/carts`, { lineItems: [line()] }), 403, 20002, 'relationship');
      expectRefused(
        await agent.post(`${path}/carts`, { lineItems: [line({ catalogItemId: 'a b' })] }),
        400,
        800004,
        '',
      );
    });
  });

  describe('the removal of a relationship', () => {
    it('[C6] is refused while there are active subscriptions, and names them', async () => {
      const { path, subscription } = await ordered();
      expectRefused(await agent.patch(path, removal), 400, 2000, subscription);
      expect((await agent.get(path)).status).toBe(200);
    });

    it('[C6] takes the customer off the list and leaves the privileges; the event has the statement, who and when', async () => {
      const { path, customerId, subscription } = await ordered();
      await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
      const admin = partner.user('GlobalAdmin');
      const headers = { 'ms-requestid': randomUUID() };
      const answers = [
        await admin.patch(`${path}/`, { RelationshipToPartner: 'None', Attributes: null }, headers),
        await admin.patch(`${path}/`, { RelationshipToPartner: 'None', Attributes: null }, headers),
        await agent.patch(path, removal),
      ];
      for (const { status, body } of answers) {
        expect([status, body]).toEqual([
          200,
          {
            id: customerId,
            commerceId: customerId,
            relationshipToPartner: 'none',
            allowDelegatedAccess: true,
            attributes: { objectType: 'Customer' },
          },
        ]);
      }
      const listed = (await agent.get('/v1/customers')).body.items as { id: string }[];
      expect(listed.map(({ id }) => id)).not.toContain(customerId);
      for (const at of ['', '/subscriptions', '/orders']) {
        const { status, body } = await agent.get(`${path}${at}`);
        expect([at, status, body.code]).toEqual([at, 404, 1000]);
      }
      expectRefused(await agent.post(`${path}/orders`, newOrder()), 403, 20002, customerId);
      expectRefused(await agent.post(`${path}/agreements`, anotherContact()), 403, 20002, customerId);
      expectRefused(await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'active' }), 403, 20002, '');
      const [event, ...more] = await told(customerId, 'customer.relationship-removed');
      expect(more).toEqual([]);
      expect(event).toMatchObject({
        headers: { ce_actor: expect.stringContaining(partner.tenantId) as string },
        data: { customerId, partnerId: partner.tenantId, relationships: [], adminPrivileges: true },
      });
      expect(event?.data.statement).toMatch(/in good faith, for a legitimate business purpose/);
      expect(event?.data.statedBy).toBe(event?.headers['ce_actor']);
      expect(new Date(event?.data.removedAt as string).toISOString()).toBe(event?.data.removedAt);
    });

    it('[C6] sends nobody a notice', async () => {
      const { path, customerId, subscription } = await ordered();
      await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
      expect((await agent.patch(path, removal)).status).toBe(200);
      await told(customerId, 'customer.relationship-removed');
      const parties = [customerId, partner.tenantId];
      expect(await databases.all('notifications', 'emails', { tenantId: { $in: parties } })).toEqual([]);
    });

    it('[C6] and that of the privileges are two things, in either order', async () => {
      const created = await Promise.all([1, 2].map(() => agent.post('/v1/customers', newCustomer())));
      const [before, after] = created.map(({ body }) => `/v1/customers/${body.id}`) as [string, string];
      const both = { ...removal, allowDelegatedAccess: false };
      expectRefused(await agent.patch(before, both), 400, 2000, 'of its own');
      expect((await agent.patch(before, { AllowDelegatedAccess: false })).body).toMatchObject({
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: false,
      });
      expect((await agent.get(before)).body.allowDelegatedAccess).toBe(false);
      expect((await agent.patch(before, removal)).body.allowDelegatedAccess).toBe(false);
      await agent.patch(after, removal);
      for (let repeat = 0; repeat < 2; repeat++) {
        const { status, body } = await agent.patch(after, { allowDelegatedAccess: false });
        expect([status, body.relationshipToPartner, body.allowDelegatedAccess]).toEqual([200, 'none', false]);
      }
      expect(await told(after.split('/').at(-1)!, 'customer.admin-privileges-removed')).toHaveLength(1);
    });

    it('[C6] ends what the partner is told: repeating the creation does not show the customer again', async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      const { id } = (await agent.post('/v1/customers', request, headers)).body as { id: string };
      await agent.patch(`/v1/customers/${id}`, removal);
      const repeated = await agent.post('/v1/customers', request, headers);
      expectRefused(repeated, 403, 20002, id);
      expect(repeated.text).not.toContain('password');
    });

    it('[C6] of nothing is refused', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      expectRefused(await agent.patch(`/v1/customers/${id}`, {}), 400, 2000, 'relationshipToPartner');
      expectRefused(await agent.patch(`/v1/customers/${randomUUID()}`, removal), 403, 20002, 'relationship');
    });
  });

  describe('a customer of two partners', () => {
    it('[C7] each sees and removes what is its own, until it supports what the other one sold', async () => {
      const { path, customerId, subscription } = await ordered();
      const other = stranger.user('AdminAgent');
      const at = `${path}/subscriptions/${subscription}`;
      expectRefused(await other.post(`${at}/support`, {}), 403, 20002, 'relationship');
      await shareWith(stranger.tenantId, customerId, subscription);
      expect((await other.get(`${path}/orders`)).body.items).toEqual([]);
      expect((await other.get(`${path}/subscriptions`)).body.items).toEqual([]);
      expectRefused(await other.get(at), 404, 1000, subscription);
      expectRefused(await other.post(`${path}/subscriptions/${randomUUID()}/support`, {}), 404, 1000, customerId);

      const supported = await other.post(`${at}/support`, {});
      expect([supported.status, supported.body.id, supported.body.orderId]).toEqual([200, subscription, undefined]);
      expect((await other.post(`${at}/support`, {})).body).toEqual(supported.body);
      expect((await other.get(`${path}/subscriptions`)).body.items).toEqual([supported.body]);
      expectRefused(await other.patch(at, suspended), 404, 1000, subscription);
      const [event] = await told(customerId, 'subscription.supported');
      expect(event?.data).toMatchObject({ partnerId: partner.tenantId, supportedBy: stranger.tenantId });

      expect((await other.patch(path, removal)).status).toBe(200);
      expect((await other.get(path)).status).toBe(404);
      expect((await agent.get(at)).body.status).toBe('active');
      expect((await agent.get(path)).body.relationshipToPartner).toBe('reseller');
    });
  });

  describe('what is kept apart', () => {
    /** Objects that belong to the partner that made them; the rest of a customer is shared by its partners. */
    const ownObjects = /\{(cartId|orderId|subscriptionId)\}/;
    let rival: ApiClient;
    let rivalId: string;
    let endpoints: [method: string, path: string][];

    beforeAll(async () => {
      const provider = await platform.partner('indirect-provider');
      [rival, rivalId] = [provider.user('AdminAgent'), provider.tenantId];
      const { paths } = (await agent.get('/openapi.json')).body as { paths: Record<string, object> };
      endpoints = Object.entries(paths)
        .filter(([path]) => path.startsWith('/v1/customers/{customerId}'))
        .flatMap(([path, methods]) => Object.keys(methods).map((method): [string, string] => [method, path]));
    }, 120_000);

    it("[C7] no endpoint answers, or does, anything with another partner's customer", async () => {
      const scene = await ordered({ friendlyName: 'Mail' });
      const call = await callsFor(scene);
      const before = await stateOf(scene.path);
      expect(endpoints.length).toBeGreaterThan(25);
      for (const [method, path] of endpoints) {
        const answer = await call(method, path);
        expect([method, path, outcomeOf(answer)]).toEqual([
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
      const scene = await ordered();
      const call = await callsFor(scene);
      await shareWith(rivalId, scene.customerId, scene.subscription);
      const before = await stateOf(scene.path);
      const own = endpoints.filter(([, path]) => ownObjects.test(path) && !path.endsWith('/support'));
      expect(own.length).toBeGreaterThan(5);
      for (const [method, path] of own)
        expect([method, path, outcomeOf(await call(method, path))]).toEqual([method, path, '404/1000']);
      for (const list of ['orders', 'subscriptions', 'relationships'])
        expect([list, (await rival.get(`${scene.path}/${list}`)).body.items]).toEqual([list, []]);
      // That the agreement is confirmed holds for the rival too; by whom is not told.
      const [confirmation] = (await rival.get(`${scene.path}/agreements?agreementType=*`)).body.items;
      expect(confirmation).toMatchObject({ method: 'attested' });
      expect([confirmation.userId, confirmation.primaryContact]).toEqual([undefined, undefined]);
      expect((await rival.get(scene.path)).body).toMatchObject({ allowDelegatedAccess: false });
      for (const part of ['users', 'subscribedskus'])
        expect([part, outcomeOf(await rival.get(`${scene.path}/${part}`))]).toEqual([part, '403/2032']);
      expect(outcomeOf(await rival.post(`${scene.path}/orders`, newOrder({ renewsTo: scene.subscription })))).toBe(
        '400/2000',
      );
      expect(await stateOf(scene.path)).toEqual(before);
    });

    /** Calls an endpoint as the other partner, with ids of what the first one made and a body that is valid. */
    async function callsFor(scene: Scene): Promise<(method: string, path: string) => Promise<ApiAnswer>> {
      const { path: at, subscription, order } = scene;
      const lines = { lineItems: [{ catalogItemId: 'offer-1', quantity: 1 }] };
      const cart = (await agent.post(`${at}/carts`, lines)).body;
      const { items } = (await agent.get(`${at}/users`)).body;
      const ids: Record<string, string> = {
        customerId: scene.customerId,
        subscriptionId: subscription,
        orderId: String(order.id),
        cartId: String(cart.id),
        userId: String(items[0].id),
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

  describe('every refusal of Partner Center that names customers or orders', () => {
    let provider: TestOrganisation;
    let reseller: TestOrganisation;
    let unsigned: TestOrganisation;
    let operator: ApiClient;
    /** Of the provider, through a reseller that it does not work with any more. */
    let orphaned: string;
    /** What the provider ordered for it before. */
    let placed: ApiAnswer;
    let shared: Scene;
    const placing = { 'ms-requestid': randomUUID() };

    beforeAll(async () => {
      const types = ['indirect-provider', 'indirect-reseller', 'indirect-reseller'] as const;
      let former: TestOrganisation;
      [provider, reseller, former] = await platform.partners(...types);
      unsigned = await platform.partner('direct-bill', { signed: false });
      operator = await platform.operator();
      await platform.connect(provider, former);
      const seller = provider.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: former.tenantId };
      orphaned = `/v1/customers/${(await seller.postPatiently('/v1/customers', request)).body.id}`;
      await seller.postPatiently(`${orphaned}/agreements`, attestation());
      placed = await seller.post(`${orphaned}/orders`, newOrder(), placing);
      await seller.delete(`/v1/partnerships/${former.tenantId}`);
      shared = await ordered();
    }, 180_000);

    const creation = (country: string, company: object = {}, address: object = {}): object => {
      const { companyProfile, billingProfile } = newCustomer() as Record<'companyProfile' | 'billingProfile', object>;
      const { defaultAddress } = billingProfile as { defaultAddress: object };
      const abroad = country === 'US' ? {} : { city: 'Curitiba', state: 'PR', postalCode: '80010-000' };
      return {
        companyProfile: { ...companyProfile, ...company },
        billingProfile: { ...billingProfile, defaultAddress: { ...defaultAddress, ...abroad, country, ...address } },
      };
    };
    const phone = { phoneNumber: '+55 41 3333-4444' };
    const number = { organizationRegistrationNumber: '11.222.333/0001-81' };
    const create = (body: object): Promise<ApiAnswer> => agent.post('/v1/customers', body);
    const order = (line: object = {}): Promise<ApiAnswer> => agent.post(`${shared.path}/orders`, newOrder(line));
    const orderOnRecord = (mpnId?: string): Promise<ApiAnswer> =>
      provider.user('AdminAgent').post(`${orphaned}/orders`, newOrder({ partnerIdOnRecord: mpnId }));
    const orderWhile = async (status: string): Promise<ApiAnswer> => {
      const { path, customerId } = await ordered();
      await operator.put(`/v1/operator/customers/${customerId}/validationstatus`, { status });
      return agent.post(`${path}/orders`, newOrder());
    };

    it.each<[string, string, () => Promise<ApiAnswer>]>([
      ['401/400', 'without a token', () => new ApiClient(agent.baseUrl).post(`${shared.path}/orders`, newOrder())],
      ['404/1000', 'an unknown customer', () => agent.get(`/v1/customers/${randomUUID()}`)],
      ['400/2000', 'an id that is no GUID', () => agent.get('/v1/customers/contoso')],
      ['403/2030', 'a customer of another region', () => create(creation('BR', number, phone))],
      ['403/2032', 'users, without privileges', () => stranger.user('AdminAgent').get(`${shared.path}/users`)],
      [
        ...(['400/2055', 'an etag that is not valid any more'] as const),
        async () => {
          const profile = (await agent.get(`${shared.path}/profiles/billing`)).body;
          return agent.put(`${shared.path}/profiles/billing`, profile, { 'if-match': '"1"' });
        },
      ],
      ['404/2072', "a provider's MPN ID on record", () => orderOnRecord(provider.mpnId)],
      [
        ...(['403/13605', 'an agreement that nobody has confirmed'] as const),
        async () => agent.post(`/v1/customers/${(await create(newCustomer())).body.id}/orders`, newOrder()),
      ],
      [
        ...(['403/20002', 'a customer of others'] as const),
        () => stranger.user('AdminAgent').post(`${shared.path}/orders`, newOrder()),
      ],
      ['404/60002', 'an unknown user', () => agent.get(`${shared.path}/users/${randomUUID()}`)],
      [
        ...(['400/60012', 'a licence when all are assigned'] as const),
        async () => {
          const { path, subscription } = await ordered();
          await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
          const { items } = (await agent.get(`${path}/users`)).body;
          const licensesToAssign = [{ skuId: 'offer-1' }];
          return agent.post(`${path}/users/${items[0].id}/licenseupdates`, { licensesToAssign });
        },
      ],
      ['400/600002', 'a registration number where there is none', () => create(creation('US', number))],
      ['400/600049', 'no registration number', () => create(creation('BR', {}, phone))],
      [
        ...(['400/600050', 'a registration number of another form'] as const),
        () => create(creation('BR', { organizationRegistrationNumber: '12' }, phone)),
      ],
      ['400/600051', 'no phone', () => create(creation('BR', number))],
      ['409/600061', 'the same contact again', () => agent.post(`${shared.path}/agreements`, attestation())],
      ['404/600074', 'an account without a status', () => agent.get(`${shared.path}/validationStatus?type=account`)],
      ['400/800004', 'what cannot be an offer', () => order({ offerId: 'a b' })],
      ['404/800015', 'an MPN ID that nobody has', () => orderOnRecord('7')],
      ['400/800016', 'an MPN ID of no reseller', () => orderOnRecord(partner.mpnId)],
      ['400/800018', 'more than the sandbox gives', () => order({ quantity: 26 })],
      [
        ...(['409/800060', 'a subscription whose order is in progress'] as const),
        async () => {
          const { path, customerId, subscription } = await ordered();
          await leaveInProgress(customerId, subscription);
          return agent.patch(`${path}/subscriptions/${subscription}`, suspended);
        },
      ],
      ['403/800073', 'an account under review', () => orderWhile('UnderReview')],
      ['403/800074', 'an account of unknown status', () => orderWhile('Unknown')],
      ['403/800075', 'an account that is not allowed', () => orderWhile('NotAllowed')],
      [
        ...(['400/900118', 'another customer in the body'] as const),
        () => agent.post(`${shared.path}/orders`, { ...newOrder(), referenceCustomerId: randomUUID() }),
      ],
      [
        ...(['403/900123', 'a reseller on record that has not signed'] as const),
        async () => orderOnRecord((await platform.partner('indirect-reseller', { signed: false })).mpnId),
      ],
      [
        ...(['403/900124', 'a partner that has not signed'] as const),
        async () => {
          const own = unsigned.user('AdminAgent');
          return own.post(
            `/v1/customers/${(await own.post('/v1/customers', newCustomer())).body.id}/orders`,
            newOrder(),
          );
        },
      ],
      ['403/900149', 'a reseller that is no partner any more', () => orderOnRecord()],
      ['403/900149', 'a reseller on record that is no partner', () => orderOnRecord(reseller.mpnId)],
      [
        '403/900150',
        'a role that may not',
        () => partner.user('HelpdeskAgent').post(`${shared.path}/orders`, newOrder()),
      ],
      [
        '403/900150',
        'a reseller that orders',
        () => reseller.user('AdminAgent').post(`${shared.path}/orders`, newOrder()),
      ],
    ])('[C8] %s: %s', async (expected, _, act) => {
      const answer = await act();
      expect(outcomeOf(answer)).toBe(expected);
      expect(answer.body).toMatchObject({
        data: [],
        source: 'PartnerFD',
        description: expect.stringMatching(/^.{8,1024}$/s) as string,
      });
    });

    it('[C8] none of them for an order that was accepted before: a crash right after that changes nothing', async () => {
      expect(placed.status).toBe(201);
      const id = String(placed.body.id);
      const [order] = await databases.all<{ state: object }>('customers', 'orders', { _id: id });
      const { state } = order!;
      await databases.remove('customers', 'orders', { _id: id });
      const customerId = orphaned.split('/').at(-1);
      await databases.change('customers', 'customers', { _id: customerId }, { 'state.reservedOrders': [state] });
      const repeated = await provider.user('AdminAgent').post(`${orphaned}/orders`, newOrder(), placing);
      expect([repeated.status, repeated.body]).toEqual([201, placed.body]);
    });

    /** Leaves an order as one that was accepted a moment ago, for longer than this test takes. */
    async function leaveInProgress(customerId: string, subscriptionId: string): Promise<void> {
      const lineItems = [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId }];
      const createdAt = new Date(Date.now() + 3_600_000);
      const accepted = {
        id: randomUUID(),
        customerId,
        partnerId: partner.tenantId,
        billingCycle: 'monthly',
        createdAt,
      };
      const fields = { 'state.reservedOrders': [{ ...accepted, lineItems }] };
      await databases.change('customers', 'customers', { _id: customerId }, fields);
    }
  });

  describe('a sandbox', () => {
    it('[C6] deletes a customer: it is gone, its domain is free again, and its id never comes back', async () => {
      const request = newCustomer({ domain: uniqueDomain() });
      const headers = { 'ms-requestid': randomUUID() };
      const { id } = (await agent.post('/v1/customers', request, headers)).body;
      expectRefused(await stranger.user('AdminAgent').delete(`/v1/customers/${id}`), 404, 1000, id);
      for (let repeat = 0; repeat < 2; repeat++) {
        const { status, text } = await agent.delete(`/v1/customers/${id}`);
        expect([status, text]).toEqual([204, '']);
      }
      expect((await agent.get(`/v1/customers/${id}`)).status).toBe(404);
      const again = await eventually('the domain is free', async () => {
        const answer = await agent.post('/v1/customers', request);
        return answer.status === 201 && answer.body;
      });
      expect(again.id).not.toBe(id);
      const repeated = await agent.post('/v1/customers', request, headers);
      expect(repeated.status).toBe(409);
      expect(await told(String(id), 'customer.deleted')).toHaveLength(1);
    });

    it('[C6] keeps a customer with active subscriptions', async () => {
      const { path, subscription } = await ordered();
      expectRefused(await agent.delete(path), 400, 2000, subscription);
      await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
      expect((await agent.delete(path)).status).toBe(204);
      expectRefused(await agent.post(`${path}/orders`, newOrder()), 403, 20002, 'relationship');
    });

    it('[C8] gives a customer five subscriptions of 25 licences', async () => {
      const { path, subscription } = await ordered({ quantity: 25 });
      const lines = [0, 1, 2, 3, 4].map((lineItemNumber) => ({ lineItemNumber, offerId: 'offer-2', quantity: 1 }));
      expectRefused(await agent.post(`${path}/orders`, { lineItems: lines }), 400, 800018, '5 active subscriptions');
      expect((await agent.post(`${path}/orders`, { lineItems: lines.slice(0, 4) })).status).toBe(201);
      const more = await agent.patch(`${path}/subscriptions/${subscription}`, { quantity: 26 });
      expectRefused(more, 400, 800018, '25 licences');
    });

    it('[C8] gives a partner 75 customers', async () => {
      const one = stranger.user('AdminAgent');
      const headers = { 'ms-requestid': randomUUID() };
      const request = newCustomer();
      await Promise.all(Array.from({ length: 74 }, () => one.postPatiently('/v1/customers', newCustomer())));
      const last = await one.post('/v1/customers', request, headers);
      expect(last.status).toBe(201);
      expectRefused(await one.post('/v1/customers', newCustomer()), 400, 800018, '75 customers');
      expect((await one.post('/v1/customers', request, headers)).body).toEqual(last.body);
      expect((await one.delete(`/v1/customers/${last.body.id}`)).status).toBe(204);
      expect((await one.post('/v1/customers', newCustomer())).status).toBe(201);
    });
  });

  /** A customer with one order of one line. */
  async function ordered(line: object = {}): Promise<Scene> {
    const customerId = String((await agent.post('/v1/customers', newCustomer())).body.id);
    const path = `/v1/customers/${customerId}`;
    await agent.postPatiently(`${path}/agreements`, attestation());
    const order = (await agent.postPatiently(`${path}/orders`, newOrder(line))).body;
    return { customerId, path, subscription: String(order.lineItems[0].subscriptionId), order };
  }

  /** Gives another partner a relationship too, as the customer's acceptance will. */
  async function shareWith(tenantId: string, customerId: string, subscription: string): Promise<void> {
    const since = new Date();
    const relationships = [
      { partnerId: partner.tenantId, since, associatedPartnerIds: [], subscriptions: [subscription] },
      { partnerId: tenantId, since, associatedPartnerIds: [], subscriptions: [] },
    ];
    await databases.change('customers', 'customers', { _id: customerId }, { 'state.relationships': relationships });
  }

  /** The events of one type, once the first is there. */
  function told(subject: string, name: string): Promise<EventTap['events']> {
    return eventually(name, () => {
      const events = tap.of(subject).filter(({ headers }) => headers['ce_type'] === `io.twotier.${name}.v1`);
      return events.length > 0 && events;
    });
  }
});

function anotherContact(): object {
  return attestation({ primaryContact: { email: `${randomUUID()}@contoso.com` } });
}

function outcomeOf({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

function expectRefused({ status, body }: ApiAnswer, expected: number, code: number, words: string): void {
  expect([status, body.code]).toEqual([expected, code]);
  expect(body.description).toContain(words);
}
