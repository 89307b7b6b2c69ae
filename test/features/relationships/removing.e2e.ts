import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { ordered, removal, suspended } from '../../support/scenes/ordered.js';
import { shareWith } from './sharing.js';
import { expectRefused } from '../../support/wire/answers.js';
import { type Customer, type Subscription } from '../../support/wire/resources.js';

describe('what a partner and a customer have with each other', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
  });

  describe('the removal of a relationship', () => {
    it('[C6] is refused while there are active subscriptions, and names them', async () => {
      const { path, subscription } = await ordered(agent);
      expectRefused(await agent.patch(path, removal), '400/2000', subscription);
      expect((await agent.get(path)).status).toBe(200);
    });

    it('[C6] takes the customer off the list and leaves the privileges; the event has the statement, who and when', async () => {
      const { path, customerId, subscription } = await ordered(agent);
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
      expectRefused(await agent.post(`${path}/orders`, newOrder()), '403/20002', customerId);
      expectRefused(await agent.post(`${path}/agreements`, anotherContact()), '403/20002', customerId);
      expectRefused(await agent.patch(`${path}/subscriptions/${subscription}`, { status: 'active' }), '403/20002', '');
      const [event, ...more] = await tap.told(customerId, 'customer.relationship-removed');
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
      const { path, customerId, subscription } = await ordered(agent);
      await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
      expect((await agent.patch(path, removal)).status).toBe(200);
      await tap.told(customerId, 'customer.relationship-removed');
      const parties = [customerId, partner.tenantId];
      expect(await databases.all('notifications', 'emails', { tenantId: { $in: parties } })).toEqual([]);
    });

    it('[C6] and that of the privileges are two things, in either order', async () => {
      const created = await Promise.all([1, 2].map(() => agent.post('/v1/customers', newCustomer())));
      const [before, after] = created.map(({ body }) => `/v1/customers/${body.id}`) as [string, string];
      const both = { ...removal, allowDelegatedAccess: false };
      expectRefused(await agent.patch(before, both), '400/2000', 'of its own');
      expect((await agent.patch(before, { AllowDelegatedAccess: false })).body).toMatchObject({
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: false,
      });
      expect((await agent.get<Customer>(before)).body.allowDelegatedAccess).toBe(false);
      expect((await agent.patch<Customer>(before, removal)).body.allowDelegatedAccess).toBe(false);
      await agent.patch(after, removal);
      for (let repeat = 0; repeat < 2; repeat++) {
        const { status, body } = await agent.patch<Customer>(after, { allowDelegatedAccess: false });
        expect([status, body.relationshipToPartner, body.allowDelegatedAccess]).toEqual([200, 'none', false]);
      }
      expect(await tap.told(after.split('/').at(-1)!, 'customer.admin-privileges-removed')).toHaveLength(1);
    });

    it('[C6] ends what the partner is told: repeating the creation does not show the customer again', async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      const { id } = (await agent.post('/v1/customers', request, headers)).body as { id: string };
      await agent.patch(`/v1/customers/${id}`, removal);
      const repeated = await agent.post('/v1/customers', request, headers);
      expectRefused(repeated, '403/20002', id);
      expect(repeated.text).not.toContain('password');
    });

    it('[C6] of nothing is refused', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      expectRefused(await agent.patch(`/v1/customers/${id}`, {}), '400/2000', 'relationshipToPartner');
      expectRefused(await agent.patch(`/v1/customers/${randomUUID()}`, removal), '403/20002', 'relationship');
    });
  });

  describe('a customer of two partners', () => {
    it('[C7] each sees and removes what is its own, until it supports what the other one sold', async () => {
      const sold = await ordered(agent);
      const { path, customerId, subscription } = sold;
      const other = stranger.user('AdminAgent');
      const at = `${path}/subscriptions/${subscription}`;
      expectRefused(await other.post(`${at}/support`, {}), '403/20002', 'relationship');
      await shareWith(databases, sold, partner.tenantId, stranger.tenantId);
      expect((await other.get(`${path}/orders`)).body.items).toEqual([]);
      expect((await other.get(`${path}/subscriptions`)).body.items).toEqual([]);
      expectRefused(await other.get(at), '404/1000', subscription);
      expectRefused(await other.post(`${path}/subscriptions/${randomUUID()}/support`, {}), '404/1000', customerId);

      const supported = await other.post<Subscription>(`${at}/support`, {});
      expect([supported.status, supported.body.id, supported.body.orderId]).toEqual([200, subscription, undefined]);
      expect((await other.post(`${at}/support`, {})).body).toEqual(supported.body);
      expect((await other.get(`${path}/subscriptions`)).body.items).toEqual([supported.body]);
      expectRefused(await other.patch(at, suspended), '404/1000', subscription);
      const [event] = await tap.told(customerId, 'subscription.supported');
      expect(event?.data).toMatchObject({ partnerId: partner.tenantId, supportedBy: stranger.tenantId });

      expect((await other.patch(path, removal)).status).toBe(200);
      expect((await other.get(path)).status).toBe(404);
      expect((await agent.get(at)).body.status).toBe('active');
      expect((await agent.get<Customer>(path)).body.relationshipToPartner).toBe('reseller');
    });
  });
});

function anotherContact(): object {
  return attestation({ primaryContact: { email: `${randomUUID()}@contoso.com` } });
}
