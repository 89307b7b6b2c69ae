import { randomUUID } from 'node:crypto';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer, type BillingProfile, type Order, type Qualification } from '../../support/wire/resources.js';

describe('what is known of customers', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;
  let brazilian: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    brazilian = await platform.partner('direct-bill', { country: 'BR' });
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  describe('a billing profile', () => {
    it('[C5] is answered and replaced with the etag in either place; an old etag is refused', async () => {
      const path = await createCustomer();
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      expect((await agent.get<Customer>(path)).body.billingProfile).toEqual(first);

      const renamed = await agent.put(`${path}/profiles/billing`, { ...first, companyName: 'Contoso Group' });
      expect([renamed.status, renamed.body]).toEqual([
        200,
        {
          ...first,
          companyName: 'Contoso Group',
          attributes: { ...first.attributes, etag: expect.not.stringMatching(String(first.attributes.etag)) as string },
        },
      ]);
      expect((await agent.get(path)).body).toMatchObject({
        companyProfile: { companyName: 'Contoso Group' },
        billingProfile: renamed.body,
      });
      const { etag } = renamed.body.attributes;
      const stale = { ...first, companyName: 'Contoso Other' };
      for (const answer of [
        await agent.put(`${path}/profiles/billing`, stale),
        await agent.put(`${path}/profiles/billing`, withoutEtag(stale), { 'if-match': `"${first.attributes.etag}"` }),
      ])
        expect([answer.status, answer.body.code]).toEqual([400, 2055]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(renamed.body);

      const byHeader = await agent.put(`${path}/profiles/billing`, withoutEtag(first), { 'if-match': `"${etag}"` });
      expect([byHeader.status, byHeader.body]).toEqual([200, first]);
      const byNone = await agent.put<BillingProfile>(`${path}/profiles/billing`, withoutEtag(stale));
      expect([byNone.status, byNone.body.companyName]).toEqual([200, 'Contoso Other']);
    });

    it('[C5] is replaced once by a repeated request, which is told the same', async () => {
      const path = await createCustomer();
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      const headers = { 'ms-requestid': randomUUID() };
      const change = { ...first, firstName: 'Bo' };
      const five = [1, 2, 3, 4, 5].map(() => agent.put(`${path}/profiles/billing`, change, headers));
      const answers = await Promise.all(five);
      expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, answers[0]?.body]));
      await eventually('the change is told', () => changesOf(path).length > 0);
      expect(changesOf(path)).toHaveLength(1);
    });

    it('[C5] customer.changed tells of the new name and of no person', async () => {
      const path = await createCustomer();
      const id = String(path.split('/').at(-1));
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      await agent.put(`${path}/profiles/billing`, { ...first, companyName: 'Contoso Group', firstName: 'Zenobia' });
      await eventually('the change is told', () => changesOf(path).length > 0);
      const [{ headers, data }] = changesOf(path) as [(typeof tap.events)[number]];
      expect(headers).toMatchObject({ ce_subject: id, ce_sequence: '2' });
      expect(data).toMatchObject({ customerId: id, companyName: 'Contoso Group' });
      expect(JSON.stringify(data)).not.toContain('Zenobia');
    });

    it('[C5] is not for others: 404 to look at, 20002 to change', async () => {
      const path = await createCustomer();
      const other = brazilian.user('AdminAgent');
      const profile = (await agent.get(`${path}/profiles/billing`)).body;
      for (const name of ['billing', 'company']) {
        const { status, body } = await other.get(`${path}/profiles/${name}`);
        expect([status, body.code]).toEqual([404, 1000]);
      }
      const { status, body } = await other.put(`${path}/profiles/billing`, profile);
      expect([status, body.code]).toEqual([403, 20002]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(profile);
    });

    it('[C5] with a fault is refused, and nothing changes', async () => {
      const path = await createCustomer();
      const profile = (await agent.get<BillingProfile>(`${path}/profiles/billing`)).body;
      const { defaultAddress } = profile;
      const faulty = { ...profile, defaultAddress: { ...defaultAddress, postalCode: 'X' } };
      const answer = await agent.put(`${path}/profiles/billing`, faulty);
      expect([answer.status, answer.body.code, answer.body.description]).toEqual([
        400,
        2000,
        expect.stringContaining('defaultAddress.postalCode'),
      ]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(profile);
    });

    function changesOf(path: string): typeof tap.events {
      const id = String(path.split('/').at(-1));
      return tap.of(id).filter(({ headers }) => headers['ce_type'] === customerChanged.type);
    }
  });

  describe('the validation of an account', () => {
    it('[C8] forbids orders until the operator allows them, and there is none at first', async () => {
      const operator = await platform.operator();
      const path = await createCustomer();
      const id = String(path.split('/').at(-1));
      const status = (): Promise<ApiAnswer> => agent.get(`${path}/validationStatus?type=Account`);
      const decide = (word: string): Promise<ApiAnswer> =>
        operator.put(`/v1/operator/customers/${id}/validationstatus`, { status: word });
      await agent.post(`${path}/agreements`, attestation());
      const none = await status();
      expect([none.status, none.body]).toMatchObject([
        404,
        {
          code: 600074,
          errorName: 'AccountStatusNotFound',
          description: `Account Status for the customer, ${id} was not found.`,
        },
      ]);
      const renewsTo = (await agent.post<Order>(`${path}/orders`, newOrder())).body.lineItems[0].subscriptionId;

      for (const [word, code] of [
        ['UnderReview', 800073],
        ['Unknown', 800074],
        ['NotAllowed', 800075],
      ] as const) {
        expect((await decide(word)).status).toBe(200);
        expect((await status()).body).toMatchObject({ type: 'account', status: word });
        const order = await agent.post(`${path}/orders`, newOrder());
        expect([order.status, order.body.code]).toEqual([403, code]);
      }
      expect((await agent.post(`${path}/orders`, newOrder({ renewsTo }))).status).toBe(201);
      expect((await decide('not ready')).body.status).toBe('Not Ready');
      expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
      await eventually('it is told', () =>
        tap.of(id).some(({ data }) => (data as { validationStatus?: string }).validationStatus === 'NotReady'),
      );
    });

    it('[C8] is for the operator to decide, of customers that there are', async () => {
      const operator = await platform.operator();
      const path = `/v1/operator/customers/${randomUUID()}/validationstatus`;
      expect((await operator.put(path, { status: 'Allowed' })).status).toBe(404);
      expect((await operator.put(path, { status: 'Fine' })).body).toMatchObject({
        code: 2000,
        description: expect.stringContaining('status must be') as string,
      });
      expect((await partner.user('GlobalAdmin').put(path, { status: 'Allowed' })).body.code).toBe(900150);
    });
  });

  describe('a qualification', () => {
    it('[C1] is a JSON text in the older form and a list in the newer one', async () => {
      const path = await createCustomer();
      const none = await agent.get(`${path}/qualification`);
      expect([none.status, none.text, none.headers.get('content-type')]).toEqual([
        200,
        '"none"',
        'application/json; charset=utf-8',
      ]);
      expect((await agent.put(`${path}/qualification?code=abc`, 'Education')).text).toBe('"education"');
      const added = await agent.post<Qualification>(`${path}/qualifications`, { Qualification: 'Nonprofit' });
      expect([added.status, added.body]).toEqual([
        201,
        {
          qualification: 'nonprofit',
          vettingStatus: 'Approved',
          vettingCreatedDate: expect.any(String),
          vettingCreateDate: added.body.vettingCreatedDate,
        },
      ]);
      const { body: all } = await agent.get(`${path}/qualifications`);
      expect(all).toMatchObject([{ qualification: 'education', validationCode: 'abc' }, added.body]);
      expect((await agent.get(`${path}/qualification`)).text).toBe('"nonprofit"');
      for (const [sent, kept] of [
        ['StateOwnedEntity', 'state_owned_entity'],
        ['GovernmentCommunityCloud', 'government_community_cloud'],
      ])
        expect((await agent.post(`${path}/qualifications?code=7`, { qualification: sent })).body).toMatchObject({
          qualification: kept,
          validationCode: '7',
        });
      const segment = await agent.post(`${path}/qualifications`, {
        qualification: 'Education',
        educationSegment: 'K12',
      });
      expect([segment.status, segment.body.description]).toEqual([400, expect.stringContaining('educationSegment')]);
      expect((await agent.put(`${path}/qualification`, 'none')).text).toBe('"none"');
      expect((await agent.get(`${path}/qualifications`)).body).toEqual([]);
      expect((await agent.put(`${path}/qualification`, 'Government')).body.code).toBe(2000);
    });

    it('[C1] is not for others', async () => {
      const path = await createCustomer();
      const other = brazilian.user('AdminAgent');
      expect((await other.get(`${path}/qualification`)).status).toBe(404);
      const { status, body } = await other.put(`${path}/qualification`, 'education');
      expect([status, body.code]).toEqual([403, 20002]);
    });
  });

  async function createCustomer(): Promise<string> {
    const { status, body } = await agent.postPatiently('/v1/customers', newCustomer());
    expect(status).toBe(201);
    return `/v1/customers/${body.id}`;
  }
});

function withoutEtag({ attributes: _, ...profile }: { attributes?: object }): object {
  return profile;
}
