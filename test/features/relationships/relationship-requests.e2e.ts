import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type ApiClient } from '../../support/clients/api-client.js';
import { type Databases } from '../../support/platform/databases.js';
import { type EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';
import { type TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type MailDraft, type Customer, type Partnership, type Agreement } from '../../support/wire/resources.js';
import { outcome } from '../../support/wire/answers.js';
import { type Page } from '../../support/wire/body.js';
import { ids, RequestScene, requests, tokenIn } from './request-scene.js';

const reachOut = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';
/** Companies that accept two partners at the same moment. */
const PAIRS = 40;
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };

interface StoredCustomer {
  _id: string;
  state: { pendingConnections: object[]; relationships: { partnerId: string }[] };
}

describe('relationship requests', () => {
  let scene: RequestScene;
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let directBill: TestOrganisation;

  beforeAll(async () => {
    scene = await RequestScene.open();
    ({ platform, databases, tap, provider, reseller, directBill } = scene);
  }, 180_000);
  afterAll(() => scene.close());

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
      const customer = await scene.buyer();
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
      const customer = await scene.buyer();
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
});

function tenantOf(client: ApiClient): string {
  return String(decodeJwt(client.token ?? '')['tid']);
}
