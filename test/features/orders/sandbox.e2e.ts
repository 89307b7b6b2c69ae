import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { ordered, suspended } from '../../support/scenes/ordered.js';
import { expectRefused } from '../../support/wire/answers.js';
import { type Order, type Subscription } from '../../support/wire/resources.js';

describe('a sandbox', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  it('[C8] lets an order get add-ons and terms after its renewal, once, and be cancelled', async () => {
    const { path, customerId, subscription, order } = await ordered(agent);
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
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => agent.patch<Order>(at, body, headers)));
    const amended = answers[0]!.body;
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: amended });
    expect(amended.lineItems).toMatchObject([
      { lineItemNumber: 0, subscriptionId: subscription },
      { lineItemNumber: 1, offerId: 'add-on', quantity: 2, parentSubscriptionId: subscription },
    ]);
    const addOns = (await agent.get(`${path}/subscriptions/${subscription}/addons`)).body;
    expect(addOns.items).toMatchObject([
      { id: amended.lineItems[1]?.subscriptionId, parentSubscriptionId: subscription },
    ]);
    expect(await agent.patch(at, amended)).toMatchObject({ status: 200, body: amended });
    const lines = [{ ...amended.lineItems[0], renewsTo: { termDuration: 'P1M' } }, amended.lineItems[1]];
    expect((await agent.patch<Order>(at, { ...amended, lineItems: lines })).body.lineItems[0].renewsTo).toEqual({
      termDuration: 'P1M',
    });
    expect((await agent.get<Subscription>(`${path}/subscriptions/${subscription}`)).body.renewalTermDuration).toBe(
      'P1M',
    );
    expectRefused(
      await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'deleted' }),
      '400/2000',
      'add-ons',
    );
    expectRefused(await agent.patch(at, { currencyCode: 'EUR' }), '400/2000', 'currencyCode');
    expectRefused(
      await agent.patch(at, { lineItems: [{ lineItemNumber: 5, offerId: 'x', quantity: 1 }] }),
      '400/2000',
      'only add-ons',
    );
    expect((await agent.patch(at, { id: order.id, status: 'cancelled' })).body.status).toBe('cancelled');
    expect((await agent.get(`${path}/subscriptions`)).body.items).toMatchObject([
      { status: 'deleted' },
      { status: 'deleted' },
    ]);
    expect((await tap.told(order.id, 'order.amended')).length).toBeGreaterThan(0);
  });

  it('[C6] deletes a customer: it is gone, its domain is free again, and its id never comes back', async () => {
    const request = newCustomer({ domain: uniqueDomain() });
    const headers = { 'ms-requestid': randomUUID() };
    const { id } = (await agent.post('/v1/customers', request, headers)).body;
    expectRefused(await stranger.user('AdminAgent').delete(`/v1/customers/${id}`), '404/1000', id);
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
    expect(await tap.told(String(id), 'customer.deleted')).toHaveLength(1);
  });

  it('[C6] keeps a customer with active subscriptions', async () => {
    const { path, subscription } = await ordered(agent);
    expectRefused(await agent.delete(path), '400/2000', subscription);
    await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
    expect((await agent.delete(path)).status).toBe(204);
    expectRefused(await agent.post(`${path}/orders`, newOrder()), '403/20002', 'relationship');
  });

  it('[C8] gives a customer five subscriptions of 25 licences', async () => {
    const { path, subscription } = await ordered(agent, { quantity: 25 });
    const lines = [0, 1, 2, 3, 4].map((lineItemNumber) => ({ lineItemNumber, offerId: 'offer-2', quantity: 1 }));
    expectRefused(await agent.post(`${path}/orders`, { lineItems: lines }), '400/800018', '5 active subscriptions');
    expect((await agent.post(`${path}/orders`, { lineItems: lines.slice(0, 4) })).status).toBe(201);
    const more = await agent.patch(`${path}/subscriptions/${subscription}`, { quantity: 26 });
    expectRefused(more, '400/800018', '25 licences');
  });

  it('[C8] gives a partner 75 customers', async () => {
    const one = stranger.user('AdminAgent');
    const headers = { 'ms-requestid': randomUUID() };
    const request = newCustomer();
    await Promise.all(Array.from({ length: 74 }, () => one.postPatiently('/v1/customers', newCustomer())));
    const last = await one.post('/v1/customers', request, headers);
    expect(last.status).toBe(201);
    expectRefused(await one.post('/v1/customers', newCustomer()), '400/800018', '75 customers');
    expect((await one.post('/v1/customers', request, headers)).body).toEqual(last.body);
    expect((await one.delete(`/v1/customers/${last.body.id}`)).status).toBe(204);
    expect((await one.post('/v1/customers', newCustomer())).status).toBe(201);
  });

  it('[C8] refuses more than it gives in the form of Partner Center', async () => {
    const { path } = await ordered(agent);
    const refused = await agent.post(`${path}/orders`, newOrder({ quantity: 26 }));
    const description = expect.stringMatching(/^.{8,1024}$/s) as string;
    expect(refused).toMatchObject({ status: 400, body: { code: 800018, data: [], source: 'PartnerFD', description } });
  });
});
