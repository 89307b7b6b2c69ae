import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome, filteredBy } from '../../support/wire/answers.js';
import { invite, acceptBy } from './invitations.js';
import { type Customer } from '../../support/wire/resources.js';

describe('customers of partners that work together', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let rival: TestOrganisation;
  let directBill: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [provider, reseller, rival, directBill] = await platform.partners(
      'indirect-provider',
      'indirect-reseller',
      'indirect-reseller',
      'direct-bill',
    );
  });
  afterAll(() => databases.close());

  describe('[R5] shared customers', () => {
    it('[C1] a provider creates a customer for its reseller: both have it, nobody else', async () => {
      await platform.connect(provider, reseller);
      const agent = provider.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: reseller.tenantId.toUpperCase() };
      const { status, body } = await agent.post<Customer>('/v1/customers', request);
      expect([status, body.associatedPartnerId]).toEqual([201, reseller.tenantId]);
      const path = `/v1/customers/${body.id}`;
      expect((await reseller.user('AdminAgent').get<Customer>(path)).body.associatedPartnerId).toBe(provider.tenantId);
      expect((await rival.user('AdminAgent').get(path)).status).toBe(404);
      const shared = await agent.get(`/v1/partnerships/${reseller.tenantId}/customers`);
      expect(shared.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      const seen = await reseller.user('SalesAgent').get(`/v1/partnerships/${provider.tenantId}/customers`);
      expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      expect((await agent.get(`${path}/relationships`)).body.items).toEqual([
        {
          id: reseller.tenantId,
          name: 'A partner',
          relationshipType: 'is_indirect_cloud_solution_provider_of',
          mpnId: reseller.mpnId,
          attributes: { objectType: 'PartnerRelationship' },
        },
      ]);
      expect((await rival.user('AdminAgent').get(`${path}/relationships`)).status).toBe(404);
    });

    it('[C1] what was created is not refused to a repeat once the partnership has ended', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: other.tenantId };
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', request, headers);
      expect(first.status).toBe(201);
      await agent.delete(`/v1/partnerships/${other.tenantId}`);
      const repeated = await agent.post('/v1/customers', request, headers);
      expect([repeated.status, repeated.body]).toEqual([201, first.body]);
      expect(outcome(await agent.post('/v1/customers', request))).toBe('403/900149');
    });

    it('[C6] a customer that the reseller has given up is not shared any more, and stays with the provider', async () => {
      const agent = provider.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: reseller.tenantId };
      const { id } = (await agent.post('/v1/customers', request)).body as { id: string };
      const path = `/v1/customers/${id}`;
      const lists = [
        `/v1/partnerships/${reseller.tenantId}/customers`,
        `/v1/customers${filteredBy({ Field: 'IndirectReseller', Value: reseller.tenantId, Operator: 'starts_with' })}`,
      ];
      const listed = async (): Promise<boolean[]> => {
        const answers = await Promise.all(lists.map((list) => agent.get(list)));
        return answers.map(({ body }) => body.items.some((item: { id: string }) => item.id === id));
      };
      expect(await listed()).toEqual([true, true]);
      const removal = await reseller.user('AdminAgent').patch<Customer>(path, { relationshipToPartner: 'none' });
      expect(removal.body.relationshipToPartner).toBe('none');
      expect(await listed()).toEqual([false, false]);
      expect((await agent.get(`${path}/relationships`)).body.items).toEqual([]);
      const { body } = await agent.get<Customer>(path);
      expect([body.relationshipToPartner, body.allowDelegatedAccess, body.associatedPartnerId]).toEqual([
        'reseller',
        true,
        undefined,
      ]);
    });

    it('[C1] nobody creates one for a company that is not its reseller', async () => {
      const through = (partner: TestOrganisation): object => ({
        ...newCustomer(),
        associatedPartnerId: partner.tenantId,
      });
      const stranger = await platform.partner('indirect-reseller');
      expect(outcome(await provider.user('AdminAgent').post('/v1/customers', through(stranger)))).toBe('403/900149');
      expect(outcome(await directBill.user('AdminAgent').post('/v1/customers', through(reseller)))).toBe('400/2000');
    });

    it('[R8] a tenant that is a customer becomes no partner; another tenant of the company can', async () => {
      const { id } = (await directBill.user('AdminAgent').post('/v1/customers', newCustomer())).body;
      const operator = await platform.operator();
      const company = { companyName: 'Contoso', partnerType: 'indirect-reseller', country: 'US' };
      const refused = await operator.postPatiently('/v1/operator/partners', { ...company, tenantId: id });
      expect([outcome(refused), refused.body.description]).toEqual([
        '409/2000',
        expect.stringContaining('is a customer of a CSP partner'),
      ]);
      const { tenantId } = await platform.organisation();
      expect((await operator.post('/v1/operator/partners', { ...company, tenantId })).status).toBe(201);
    });
  });

  describe('a tenant that is a customer', () => {
    const text = /is a customer of a CSP partner.* Enrol with another tenant/;

    it('[R8] does not enrol, until the relationship is removed; then it becomes nobody’s customer', async () => {
      const customer = await platform.organisation();
      const admin = customer.user('GlobalAdmin');
      const link = await becomeCustomer(admin);
      const enrol = (): Promise<ApiAnswer> => admin.post('/v1/enrollments', { program: 'indirect-reseller' });
      const refused = await enrol();
      expect([outcome(refused), refused.body.description]).toEqual(['409/2000', expect.stringMatching(text)]);
      expect((await admin.get('/v1/enrollments/current')).status).toBe(404);
      await leave(customer.tenantId);
      expect((await enrol()).status).toBe(201);
      const operator = await platform.operator();
      const partner = { tenantId: customer.tenantId, companyName: 'Contoso', partnerType: 'indirect-reseller' };
      expect((await operator.post('/v1/operator/partners', { ...partner, country: 'US' })).status).toBe(201);
      const again = await admin.post(`${link}/accept`, {});
      expect([outcome(again), again.body.description]).toEqual(['403/2032', expect.stringMatching(/another tenant/)]);
    });

    it('[R8] that became one while its enrolment was reviewed is refused, and can enrol again once it is none', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      await becomeCustomer(company.admin);
      const operator = await platform.operator();
      const path = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
      expect(outcome(await operator.post(path, { decision: 'approve' }))).toBe('409/2000');
      const refused = await eventually('the refusal', async () => {
        const { body } = await company.current();
        return body.status === 'rejected' && body;
      });
      expect(refused.reasons).toEqual([expect.stringMatching(text)]);
      await leave(company.tenantId);
      expect((await company.start()).body.status).toBe('draft');
      expect((await company.act('submit')).body.status).toBe('in-review');
      expect((await operator.post(path, { decision: 'approve' })).body.status).toBe('active');
    });

    it('[R8] authorises no provider, if it became a partner all the same', async () => {
      const both = await platform.partner('indirect-reseller');
      // As if it had become a customer at the very moment when it became a partner.
      const { id } = (await directBill.user('AdminAgent').post('/v1/customers', newCustomer())).body;
      const [stored] = (await databases.all('customers', 'customers')).filter(({ _id }) => _id === id);
      const { state, ...document } = stored as { state: object };
      const twin = { ...document, _id: both.tenantId, state: { ...state, id: both.tenantId }, outbox: [] };
      await databases.insert('customers', 'customers', [twin]);
      const { token } = await invite(provider.user('AdminAgent'));
      const refused = await acceptBy(both, token);
      expect([outcome(refused), refused.body.description]).toEqual([
        '409/2000',
        expect.stringContaining('is a customer of a CSP partner'),
      ]);
    });

    /** By the direct-bill partner's standing link. */
    async function becomeCustomer(admin: ApiClient): Promise<string> {
      const { url } = (await directBill.user('AdminAgent').get('/v1/customers/relationshiprequests')).body;
      const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}`;
      expect((await admin.post(`${link}/accept`, {})).status).toBe(200);
      return link;
    }

    async function leave(tenantId: string): Promise<void> {
      const removal = { relationshipToPartner: 'none' };
      expect((await directBill.user('AdminAgent').patch(`/v1/customers/${tenantId}`, removal)).status).toBe(200);
    }
  });
});
