import { type ApiAnswer } from '../../support/clients/api-client.js';
import { type Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';
import { type TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import {
  type RelationshipRequest,
  type Customer,
  type Order,
  type Subscription,
} from '../../support/wire/resources.js';
import { outcome } from '../../support/wire/answers.js';
import { type Page } from '../../support/wire/body.js';
import { ids, RequestScene, requests, tokenIn } from './request-scene.js';

describe('relationship requests', () => {
  let scene: RequestScene;
  let platform: TestPlatform;
  let databases: Databases;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let directBill: TestOrganisation;

  beforeAll(async () => {
    scene = await RequestScene.open();
    ({ platform, databases, provider, reseller, directBill } = scene);
  }, 180_000);
  afterAll(() => scene.close());

  it('[C4] one link for a reseller and its provider: accepting gives both their relationships', async () => {
    const joint = await reseller.user('AdminAgent').post(requests, { indirectProviderId: provider.tenantId });
    expect(joint.body.url).toContain('invType=IndirectResellerRelationship');
    const customer = await platform.organisation();
    const link = `/v1/my/invitations/${joint.body.token}`;
    const { partners, grants } = (await customer.user('GlobalAdmin').get<RelationshipRequest>(link)).body;
    expect(partners).toHaveLength(2);
    expect(grants).toContain('A partner may place orders for your company.');
    const inGerman = await customer.user('GlobalAdmin').get<RelationshipRequest>(`${link}?language=de-DE`);
    expect(inGerman.body.grants).toContain('A partner darf für Ihr Unternehmen bestellen.');
    expect((await customer.user('GlobalAdmin').get(`${link}?language=..`)).status).toBe(400);
    const accepted = await customer.user('GlobalAdmin').post(`${link}/accept`, {});
    expect(new Set(ids(accepted))).toEqual(new Set([reseller.tenantId, provider.tenantId]));
    // The reseller administers, the provider places the orders.
    for (const partner of [reseller, provider]) {
      const { body } = await partner.user('AdminAgent').get<Customer>(`/v1/customers/${customer.tenantId}`);
      expect([body.relationshipToPartner, body.allowDelegatedAccess]).toEqual(['reseller', partner === reseller]);
    }
    const path = `/v1/customers/${customer.tenantId}`;
    await provider.user('AdminAgent').post(`${path}/agreements`, attestation());
    const order = newOrder({ partnerIdOnRecord: reseller.mpnId });
    const bought = (await provider.user('AdminAgent').post<Order>(`${path}/orders`, order)).body;
    expect(bought.status).toBe('completed');
    const onRecord = (await reseller.user('AdminAgent').get<Page<Subscription>>(`${path}/subscriptions`)).body.items;
    expect(onRecord).toMatchObject([{ id: bought.lineItems[0].subscriptionId, status: 'active' }]);
    expect(onRecord[0]?.orderId).toBeUndefined();
    const shared = await reseller.user('AdminAgent').get(`/v1/partnerships/${provider.tenantId}/customers`);
    expect(ids(shared)).toContain(customer.tenantId);
    expect((await provider.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(200);
    const byQuery = await provider.user('AdminAgent').get(`${requests}?indirectResellerId=${reseller.tenantId}`);
    const byReseller = await reseller
      .user('AdminAgent')
      .get(`${requests}?indirectCloudSolutionProviderId=${provider.tenantId}`);
    expect(tokenIn(byQuery.body.url)).toBe(tokenIn(byReseller.body.url));
  });

  it('[C4] the partners have to work together when it is made and when it is accepted', async () => {
    const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
    const joint = { indirectProviderId: one.tenantId };
    expect(outcome(await other.user('AdminAgent').post(requests, joint))).toBe('403/900149');
    expect(outcome(await directBill.user('AdminAgent').post(requests, joint))).toBe('400/2000');
    await platform.connect(one, other);
    const { token } = (await other.user('AdminAgent').post(requests, joint)).body;
    await one.user('AdminAgent').send('DELETE', `/v1/partnerships/${other.tenantId}`);
    const customer = await platform.organisation();
    expect(outcome(await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {}))).toBe(
      '403/900149',
    );
    for (const partner of [one, other])
      expect((await partner.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
    await platform.connect(one, other);
    expect((await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
  });

  it('[C4] what was accepted is not refused to a repeat once the partners have parted, until one gives the customer up', async () => {
    const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
    await platform.connect(one, other);
    const { token } = (await other.user('AdminAgent').post(requests, { indirectProviderId: one.tenantId })).body;
    const customer = await platform.organisation();
    const acceptBy = (company: TestOrganisation): Promise<ApiAnswer> =>
      company.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {});
    const accepted = await acceptBy(customer);
    expect(new Set(ids(accepted))).toEqual(new Set([one.tenantId, other.tenantId]));
    await one.user('AdminAgent').delete(`/v1/partnerships/${other.tenantId}`);
    const repeated = await acceptBy(customer);
    expect([repeated.status, repeated.body]).toEqual([200, accepted.body]);
    expect(outcome(await acceptBy(await platform.organisation()))).toBe('403/900149');
    const removal = { relationshipToPartner: 'none' };
    await other.user('AdminAgent').patch(`/v1/customers/${customer.tenantId}`, removal);
    expect(outcome(await acceptBy(customer))).toBe('410/1000');
  });

  it('[C4] a partnership that ended after a crash stops what the customer had accepted: none has it', async () => {
    const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
    await platform.connect(one, other);
    const { id } = (await other.user('AdminAgent').post(requests, { indirectProviderId: one.tenantId })).body;
    await one.user('AdminAgent').send('DELETE', `/v1/partnerships/${other.tenantId}`);
    const customer = await platform.organisation();
    await scene.claim(id, customer);
    await eventually('the link is free again', async () => (await scene.stored(id)).status === 'open');
    expect(await databases.all('customers', 'customers')).not.toContainEqual(
      expect.objectContaining({ _id: customer.tenantId }),
    );
  });

  it('[C4] what a crash left after the claim is completed: both have it', async () => {
    const { id, token } = (await reseller.user('AdminAgent').post(requests, { indirectProviderId: provider.tenantId }))
      .body;
    const customer = await platform.organisation();
    await scene.claim(id, customer);
    await eventually('it is completed', async () => (await scene.stored(id)).status === 'accepted');
    for (const partner of [provider, reseller])
      expect((await partner.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(200);
    expect((await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
  });
});
