import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import {
  type MailDraft,
  type RelationshipRequest,
  type Customer,
  type Order,
  type Partnership,
  type Agreement,
  type Subscription,
} from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

const requests = '/v1/customers/relationshiprequests';
const reachOut = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';
/** Companies that accept two partners at the same moment. */
const PAIRS = 40;
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };

interface StoredCustomer {
  _id: string;
  state: { pendingConnections: object[]; relationships: { partnerId: string }[] };
}

describe('relationship requests', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let directBill: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [provider, reseller, directBill] = await platform.partners('indirect-provider', 'indirect-reseller', 'direct-bill');
    await platform.connect(provider, reseller);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  it('[C3] a customer sees who asks, and accepts: the partner has it from then on, the same again to a repeat', async () => {
    const agent = directBill.user('AdminAgent');
    const headers = { 'ms-requestid': randomUUID() };
    const asked = await agent.post<MailDraft>(requests, { language: 'de' }, headers);
    expect(asked.status).toBe(201);
    expect((await agent.post(requests, { language: 'de' }, headers)).body).toEqual(asked.body);
    const { id, token, url, subject, body } = asked.body;
    expect(new URL(url).searchParams.get('partnerId')).toBe(directBill.tenantId);
    expect([subject, body]).toEqual([expect.stringContaining('zusammenarbeiten'), expect.stringContaining(url)]);
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([
      200,
      expect.stringContaining('A partner asks to work with your'),
    ]);

    const customer = await platform.organisation();
    const admin = customer.user('GlobalAdmin');
    const link = `/v1/my/invitations/${token}`;
    expect((await admin.get(link)).body).toMatchObject({
      partners: [{ id: directBill.tenantId, name: 'A partner', mpnId: directBill.mpnId, partnerType: 'direct-bill' }],
      status: 'open',
      grants: [expect.stringContaining('administrator permission')],
    });
    expect((await agent.get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
    const accepted = await admin.post(`${link}/accept`, {});
    expect([accepted.status, ids(accepted)]).toEqual([200, [directBill.tenantId]]);
    expect((await admin.post(`${link}/accept`, {})).body).toEqual(accepted.body);
    expect((await admin.get(link)).body.status).toBe('accepted');
    const seen = await agent.get(`/v1/customers/${customer.tenantId}`);
    expect(seen.body).toMatchObject({
      relationshipToPartner: 'reseller',
      allowDelegatedAccess: true,
      companyProfile: { domain: `${customer.tenantId}.example` },
    });
    const told = await eventually('both events', () => {
      const types = [...tap.of(id), ...tap.of(customer.tenantId)].map(({ headers: { ce_type } }) => ce_type);
      return types.length === 3 && types;
    });
    expect(told).toEqual([
      'io.twotier.relationship-request.created.v1',
      'io.twotier.relationship-request.accepted.v1',
      'io.twotier.customer.relationship-established.v1',
    ]);
    expect(JSON.stringify(tap.events)).not.toContain(token);
    await agent.post(`/v1/customers/${customer.tenantId}/agreements`, attestation());
    expect((await agent.post(`/v1/customers/${customer.tenantId}/orders`, newOrder())).status).toBe(201);
  });

  it('[C3] the standing link is the same each time, creates nothing, and is for any customer', async () => {
    const agent = directBill.user('GlobalAdmin');
    const { body } = await agent.get(requests);
    expect(body).toMatchObject({
      url: expect.stringContaining('invType=ResellerRelationship'),
      attributes: { objectType: 'RelationshipRequest' },
    });
    expect((await agent.get(requests)).body).toEqual(body);
    const token = tokenIn(body.url);
    for (const customer of [await platform.organisation(), await platform.organisation()]) {
      const admin = customer.user('GlobalAdmin');
      expect((await admin.send('POST', `/v1/my/invitations/${token}/decline`)).status).toBe(204);
      const accepted = await admin.post(`/v1/my/invitations/${token}/accept`, {});
      expect([accepted.status, ids(accepted)]).toEqual([200, [directBill.tenantId]]);
    }
    const forged = token.replace(directBill.tenantId, provider.tenantId);
    expect(outcome(await (await platform.organisation()).user('GlobalAdmin').get(`/v1/my/invitations/${forged}`))).toBe(
      '404/1000',
    );
  });

  it('[C3] a company that accepts two partners at the same moment has both of them, also where nobody knew it before', async () => {
    const other = await platform.partner('direct-bill');
    const partners = [directBill, other];
    const links = await Promise.all(
      partners.map(async (partner) => tokenIn(String((await partner.user('AdminAgent').get(requests)).body.url))),
    );
    const companies: TestOrganisation[] = [];
    while (companies.length < PAIRS) companies.push(await platform.organisation());
    const accepted = await Promise.all(
      companies.map((company) =>
        Promise.all(
          links.map((link) => company.user('GlobalAdmin').postPatiently(`/v1/my/invitations/${link}/accept`, {})),
        ),
      ),
    );
    expect(new Set(accepted.flat().map(outcome))).toEqual(new Set(['200/undefined']));
    const stored = await databases.all<StoredCustomer>('customers', 'customers');
    const has = new Map(stored.map(({ _id, state }) => [_id, state.relationships.map(({ partnerId }) => partnerId)]));
    const expected = partners.map(({ tenantId }) => tenantId).sort();
    const missing = companies.filter(({ tenantId }) => has.get(tenantId)?.sort().join() !== expected.join());
    expect(missing).toEqual([]);
  }, 120_000);

  it('[C4] one link for a reseller and its provider: accepting gives both their relationships', async () => {
    const joint = await reseller.user('AdminAgent').post(requests, { indirectProviderId: provider.tenantId });
    expect(joint.body.url).toContain('invType=IndirectResellerRelationship');
    const customer = await platform.organisation();
    const link = `/v1/my/invitations/${joint.body.token}`;
    const { partners, grants } = (await customer.user('GlobalAdmin').get<RelationshipRequest>(link)).body;
    expect(partners).toHaveLength(2);
    expect(grants).toContain('A partner may place orders for your company.');
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

  it('[C3] a customer takes the administrator permission back, and the relationship stays', async () => {
    const agent = directBill.user('AdminAgent');
    const { token } = (await agent.post(requests, {})).body;
    const customer = await platform.organisation();
    const admin = customer.user('GlobalAdmin');
    const at = `/v1/my/partners/${directBill.tenantId}`;
    expect(outcome(await admin.delete(`${at}/adminaccess`))).toBe('404/1000');
    expect(
      (await admin.post<Page<Partnership>>(`/v1/my/invitations/${token}/accept`, {})).body.items[0]?.adminAccess,
    ).toBe(true);
    expect(outcome(await customer.user('AdminAgent').delete(`${at}/adminaccess`))).toBe('403/900150');
    for (let repeat = 0; repeat < 2; repeat++) expect((await admin.delete(`${at}/adminaccess`)).status).toBe(204);
    expect((await admin.get<Partnership>(at)).body.adminAccess).toBe(false);
    expect((await agent.get<Customer>(`/v1/customers/${customer.tenantId}`)).body.allowDelegatedAccess).toBe(false);
    expect(outcome(await agent.get(`/v1/customers/${customer.tenantId}/users`))).toBe('403/2032');
    expect(outcome(await directBill.user('GlobalAdmin').delete(`${at}/adminaccess`))).toBe('403/2032');
    const [removed] = await eventually('it is told', () => {
      const types = tap
        .of(customer.tenantId)
        .filter(({ headers }) => headers['ce_type']?.includes('privileges-removed'));
      return types.length > 0 && types;
    });
    expect(removed).toMatchObject({ data: { partnerId: directBill.tenantId } });
    expect(removed?.headers['ce_actor']).toContain(customer.tenantId);
  });

  it('[C6] a customer sees a former partner that still holds administrator permission, until it takes it back', async () => {
    const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
    const customer = await platform.organisation();
    const admin = customer.user('GlobalAdmin');
    expect((await admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
    const path = `/v1/customers/${customer.tenantId}`;
    const removal = { relationshipToPartner: 'none' };
    expect((await directBill.user('GlobalAdmin').patch(path, removal)).status).toBe(200);
    const { items } = (await admin.get<Page<{ since?: string }>>('/v1/my/partners')).body;
    expect(items).toMatchObject([{ id: directBill.tenantId, relationship: 'none', adminAccess: true }]);
    expect(items[0]?.since).toBeUndefined();
    const at = `/v1/my/partners/${directBill.tenantId}`;
    expect((await admin.get(at)).body).toEqual(items[0]);
    expect((await admin.delete(`${at}/adminaccess`)).status).toBe(204);
    expect((await admin.get('/v1/my/partners')).body.items).toEqual([]);
    expect((await admin.get(at)).status).toBe(404);
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
    await claim(id, customer);
    await eventually('the link is free again', async () => (await stored(id)).status === 'open');
    expect(await databases.all('customers', 'customers')).not.toContainEqual(
      expect.objectContaining({ _id: customer.tenantId }),
    );
  });

  it('[C4] what a crash left after the claim is completed: both have it', async () => {
    const { id, token } = (await reseller.user('AdminAgent').post(requests, { indirectProviderId: provider.tenantId }))
      .body;
    const customer = await platform.organisation();
    await claim(id, customer);
    await eventually('it is completed', async () => (await stored(id)).status === 'accepted');
    for (const partner of [provider, reseller])
      expect((await partner.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(200);
    expect((await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
  });

  it('[C3] declining uses a link up, and changes nothing else', async () => {
    const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
    const customer = await platform.organisation();
    const admin = customer.user('GlobalAdmin');
    const link = `/v1/my/invitations/${token}`;
    for (let time = 0; time < 2; time++) expect((await admin.send('POST', `${link}/decline`)).status).toBe(204);
    expect((await admin.get(link)).body.status).toBe('declined');
    expect(outcome(await admin.post(`${link}/accept`, {}))).toBe('410/1000');
    expect((await directBill.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
  });

  it('[C3] of several customers at once, five times each, one has a link', async () => {
    const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
    const customers = [await platform.organisation(), await platform.organisation()];
    const answers = await Promise.all(
      customers.flatMap((customer) =>
        [1, 2, 3, 4, 5].map(async () => ({
          customer,
          answer: await customer.user('GlobalAdmin').postPatiently(`/v1/my/invitations/${token}/accept`, {}),
        })),
      ),
    );
    const winners = new Set(answers.filter(({ answer }) => answer.status === 200).map(({ customer }) => customer));
    expect(winners.size).toBe(1);
    for (const { customer, answer } of answers)
      expect(outcome(answer)).toBe(winners.has(customer) ? '200/undefined' : '410/1000');
  });

  describe('with the agreement in the same step', () => {
    it('[ruling 13] the relationship and the agreement come together, and orders go through', async () => {
      const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
      const customer = await platform.organisation();
      const admin = customer.user('GlobalAdmin');
      const accepted = await admin.post(`/v1/my/invitations/${token}/accept`, { acceptAgreement: contact });
      expect([accepted.status, ids(accepted)]).toEqual([200, [directBill.tenantId]]);
      expect((await admin.get('/v1/my/agreement')).body).toMatchObject({ isSigned: true });
      const orders = `/v1/customers/${customer.tenantId}/orders`;
      expect((await directBill.user('AdminAgent').post(orders, newOrder())).status).toBe(201);
    });

    it('[A6] who has bought through a partner gets neither, with the exact sentence; the relationship alone goes through', async () => {
      const customer = await buyer();
      const { token } = (await reseller.user('AdminAgent').post(requests, { indirectProviderId: provider.tenantId }))
        .body;
      const link = `/v1/my/invitations/${token}`;
      for (let time = 0; time < 2; time++) {
        const refused = await customer.post(`${link}/accept`, { acceptAgreement: contact });
        expect([outcome(refused), refused.body.description]).toEqual(['403/2032', reachOut]);
      }
      for (const partner of [provider, reseller])
        expect((await partner.user('AdminAgent').get(`/v1/customers/${tenantOf(customer)}`)).status).toBe(404);
      expect((await customer.get<Agreement>('/v1/my/agreement')).body.isSigned).toBe(false);
      const again = await customer.post(`${link}/accept`, { acceptAgreement: contact });
      expect([outcome(again), again.body.description]).toEqual(['403/2032', reachOut]);
      expect((await customer.get(link)).body.status).toBe('open');
      expect((await customer.post(`${link}/accept`, {})).status).toBe(200);
    });

    it('[A6] who has bought through a partner gets neither by a standing link, however often the request is repeated', async () => {
      const customer = await buyer();
      const { url } = (await reseller.user('AdminAgent').get(requests)).body;
      const link = `/v1/my/invitations/${tokenIn(url)}/accept`;
      const repeated = { 'ms-requestid': randomUUID() };
      for (let time = 0; time < 2; time++) {
        const refused = await customer.post(link, { acceptAgreement: contact }, repeated);
        expect([outcome(refused), refused.body.description]).toEqual(['403/2032', reachOut]);
      }
      expect((await reseller.user('AdminAgent').get(`/v1/customers/${tenantOf(customer)}`)).status).toBe(404);
    });
  });

  it.each<[string, () => Promise<ApiClient>, string]>([
    ['[R8] a partner', () => Promise.resolve(reseller.user('GlobalAdmin')), '403/2032'],
    [
      '[C3] somebody who is no Global admin',
      async () => (await platform.organisation()).user('AdminAgent'),
      '403/900150',
    ],
  ])('%s accepts nobody', async (_, clientOf, code) => {
    const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
    expect(outcome(await (await clientOf()).post(`/v1/my/invitations/${token}/accept`, {}))).toBe(code);
  });

  it('[C1] a customer of another region accepts nobody', async () => {
    const german = await platform.partner('direct-bill', { country: 'DE' });
    const { token } = (await german.user('AdminAgent').post(requests, {})).body;
    const customer = await platform.organisation();
    expect(outcome(await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {}))).toBe('403/2030');
  });

  it('[ruling 22] Global admins and Admin agents ask', async () => {
    for (const role of ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'])
      for (const call of [() => reseller.user(role).get(requests), () => reseller.user(role).post(requests, {})])
        expect([role, outcome(await call()) === '403/900150']).toEqual([
          role,
          !['GlobalAdmin', 'AdminAgent'].includes(role),
        ]);
  });

  /** The Global admin of a customer that has bought through the direct-bill partner. */
  async function buyer(): Promise<ApiClient> {
    const customer = await platform.organisation();
    const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
    await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {});
    const path = `/v1/customers/${customer.tenantId}`;
    await directBill.user('AdminAgent').post(`${path}/agreements`, attestation());
    const { status } = await directBill.user('AdminAgent').post(`${path}/orders`, newOrder());
    expect(status).toBe(201);
    return customer.user('GlobalAdmin');
  }

  /** Leaves a request as a crash right after the claim would. */
  async function claim(id: string, customer: TestOrganisation): Promise<void> {
    const userId = String(decodeJwt(customer.user('GlobalAdmin').token ?? '')['oid']);
    const at = new Date(Date.parse('2026-01-01'));
    const fields = { 'state.status': 'claimed', 'state.claim': { customerId: customer.tenantId, userId, at } };
    await databases.change('customers', 'relationshiprequests', { _id: id }, fields);
  }

  async function stored(id: string): Promise<{ status: string }> {
    const all = await databases.all<{ _id: string; state: { status: string } }>('customers', 'relationshiprequests');
    return all.find(({ _id }) => _id === id)!.state;
  }
});

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

function ids({ body }: ApiAnswer): string[] {
  return (body.items as { id: string }[]).map(({ id }) => id);
}

function tokenIn(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

function tenantOf(client: ApiClient): string {
  return String(decodeJwt(client.token ?? '')['tid']);
}
