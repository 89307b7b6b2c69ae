import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { ordered } from '../../support/scenes/ordered.js';
import { expectRefused } from '../../support/wire/answers.js';
import { type Cart, type Checkout } from '../../support/wire/resources.js';

describe('ordering', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);

  describe('an order', () => {
    it('[C8] is listed page by page and answered by its id, to the partner that placed it', async () => {
      const { path, order } = await ordered(agent);
      const second = (await agent.post(`${path}/orders`, newOrder())).body;
      const ids = [order.id, second.id].sort();
      const page = (await agent.get(`${path}/orders?size=1`)).body;
      const token = { 'ms-continuationtoken': String(page.continuationToken) };
      const next = (await agent.get(`${path}/orders?seekOperation=Next`, token)).body;
      expect([...page.items, ...next.items].map(({ id }) => String(id))).toEqual(ids);
      expect(next.links.next).toBeUndefined();
      expect((await agent.get(`${path}/orders/${order.id}`)).body).toEqual(order);
      const { path: elsewhere } = await ordered(agent);
      for (const answer of [
        await agent.get(`${elsewhere}/orders/${order.id}`),
        await stranger.user('AdminAgent').get(`${path}/orders/${order.id}`),
      ])
        expectRefused(answer, '404/1000', 'You have no');
    });

    it('[C8] is found by its billing cycle, and refused with what nobody acts on', async () => {
      const { path, order } = await ordered(agent);
      const { id } = (await agent.post(`${path}/orders`, { ...newOrder(), billingCycle: 'OneTime' })).body;
      const by = async (query: string): Promise<unknown[]> =>
        ((await agent.get(`${path}/orders?${query}`)).body.items as { id: string }[]).map((one) => one.id);
      expect(await by('billingType=onetime')).toEqual([id]);
      expect(await by('billingType=monthly&include_price=False')).toEqual([order.id]);
      expectRefused(await agent.get(`${path}/orders?billingType=weekly`), '400/2000', 'billingType');
      expectRefused(await agent.get(`${path}/orders?include_price=true`), '400/2000', 'include_price');
      expectRefused(await agent.post(`${path}/orders`, newOrder({ pricing: { listPrice: 5 } })), '400/2000', 'pricing');
      expectRefused(
        await agent.post(`${path}/orders`, newOrder({ transactionType: 'Renew' })),
        '400/2000',
        'transactionType',
      );
      expectRefused(
        await agent.post(`${path}/orders`, newOrder({ parentSubscriptionId: randomUUID() })),
        '400/2000',
        'parentSubscriptionId',
      );
    });
  });

  describe('a cart', () => {
    const line = (changes: object = {}): object => ({ catalogItemId: 'offer-1', quantity: 1, ...changes });

    it('[C8] is created, changed and checked out: an order for each billing cycle and currency, once', async () => {
      const { path } = await ordered(agent);
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
      const changed = await agent.put<Cart>(at, { ...cart.body, lineItems });
      expect(changed.body.lineItems.map((item: { orderGroup: string }) => item.orderGroup)).toEqual(['0', '1', '0']);
      expect((await agent.get(at)).body).toEqual(changed.body);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => agent.post<Checkout>(`${at}/checkout`, {})));
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
      expectRefused(await agent.put(at, { lineItems: [line()] }), '409/2000', 'checked out');
    });

    it('[A7] is refused as an order is, and goes through with the same request once the customer has agreed', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const cart = (await agent.post(`/v1/customers/${id}/carts`, { lineItems: [line()] })).body;
      const at = `/v1/customers/${id}/carts/${cart.id}`;
      const headers = { 'ms-requestid': randomUUID() };
      expectRefused(await agent.post(`${at}/checkout`, {}, headers), '403/13605', 'Microsoft Customer Agreement');
      await agent.postPatiently(`/v1/customers/${id}/agreements`, attestation());
      expect((await agent.post<Checkout>(`${at}/checkout`, {}, headers)).body.orders).toHaveLength(1);
      expect((await agent.get(at)).body.status).toBe('ordered');
    });

    it('[C8] orders what can be ordered, and says why the rest cannot', async () => {
      const { path } = await ordered(agent);
      const lineItems = [line(), line({ currencyCode: 'JPY' })];
      const { id } = (await agent.post(`${path}/carts`, { lineItems })).body;
      for (let repeat = 0; repeat < 2; repeat++) {
        const { body } = await agent.post<Checkout>(`${path}/carts/${id}/checkout`, {});
        expect(body.orders).toHaveLength(1);
        expect(body.orderErrors).toMatchObject([{ orderGroupId: '1', code: 2000 }]);
      }
      expect((await agent.get(`${path}/orders`)).body.totalCount).toBe(2);
    });

    it("[C7] is nobody else's", async () => {
      const { path } = await ordered(agent);
      const { id } = (await agent.post(`${path}/carts`, { lineItems: [line()] })).body;
      const other = stranger.user('AdminAgent');
      expectRefused(await other.get(`${path}/carts/${id}`), '404/1000', id);
      expectRefused(await other.post(`${path}/carts/${id}/checkout`, {}), '404/1000', id);
      expectRefused(await other.post(`${path}/carts`, { lineItems: [line()] }), '403/20002', 'relationship');
      expectRefused(
        await agent.post(`${path}/carts`, { lineItems: [line({ catalogItemId: 'a b' })] }),
        '400/800004',
        '',
      );
    });
  });
});
