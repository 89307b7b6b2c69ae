import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { cspRegionOf } from '#lib/countries';
import { Databases } from '../../support/platform/databases.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { writtenCustomers, type WrittenCustomer } from '../../support/scenes/written-customers.js';
import { expectFault, filteredBy } from '../../support/wire/answers.js';
import { attestedCustomer } from '../../support/scenes/customers.js';
import { type Customer, type Order } from '../../support/wire/resources.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('customers and their orders', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let partner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    partner = await platform.partner('direct-bill');
    agent = partner.user('AdminAgent');
  });
  afterAll(() => databases.close());

  describe('a created customer', () => {
    it('[C1] carries what was sent, with its culture in the usual spelling, and links', async () => {
      const domain = uniqueDomain();
      const sent = { email: 'ana@contoso.com', language: 'Pt', companyName: 'Contoso', firstName: 'Ana' };
      const defaultAddress = {
        middleName: 'B.',
        region: 'West',
        city: 'Redmond',
        state: 'WA',
        addressLine1: 'One Way',
        addressLine2: 'Suite 2',
        postalCode: '98052',
        firstName: 'Ana',
        lastName: 'Silva',
        phoneNumber: '41',
      };
      const { status, body } = await agent.post('/v1/customers', {
        companyProfile: { domain: domain.toUpperCase() },
        billingProfile: { ...sent, culture: 'PT-br', defaultAddress: { ...defaultAddress, country: 'us' } },
      });
      const { id } = body;
      expect(status).toBe(201);
      expect(id).toMatch(guid);
      expect(body).toEqual({
        id,
        commerceId: id,
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: true,
        companyProfile: {
          tenantId: id,
          domain,
          companyName: 'Contoso',
          email: 'ana@contoso.com',
          address: { ...defaultAddress, country: 'US' },
          links: linkTo(`/customers/${id}/profiles/company`),
          attributes: { objectType: 'CustomerCompanyProfile' },
        },
        billingProfile: {
          id: expect.stringMatching(guid) as string,
          ...sent,
          culture: 'pt-BR',
          defaultAddress: { ...defaultAddress, country: 'US' },
          links: linkTo(`/customers/${id}/profiles/billing`),
          attributes: { objectType: 'CustomerBillingProfile', etag: expect.stringMatching(/^-?\d+$/) as string },
        },
        userCredentials: { userName: 'admin', password: expect.stringMatching(/^.{12,}$/) as string },
        links: linkTo(`/customers/${id}`),
        attributes: { objectType: 'Customer' },
      });
    });

    it('[C5] is answered in full by its id in any casing, without credentials; in the list without its billing profile', async () => {
      const { userCredentials: _once, ...created } = (await agent.post<Customer>('/v1/customers', newCustomer())).body;
      const { billingProfile: _full, allowDelegatedAccess: _only, ...listed } = created;
      const { address: _also, email: _too, ...companyProfile } = listed.companyProfile;
      expect((await agent.get(`/v1/customers/${String(created.id).toUpperCase()}`)).body).toEqual(created);
      expect(await itemsOf(agent, '?size=500')).toContainEqual({ ...listed, companyProfile });
    });

    it('[C1] has a password of its own', async () => {
      const created = await Promise.all([1, 2, 3].map(() => agent.post<Customer>('/v1/customers', newCustomer())));
      expect(new Set(created.map(({ body }) => body.userCredentials.password)).size).toBe(3);
    });

    it('[C1] has a domain that nobody else gets, in any casing', async () => {
      const domain = uniqueDomain();
      await agent.post('/v1/customers', newCustomer({ domain }));
      const again = await agent.post('/v1/customers', newCustomer({ domain: domain.toUpperCase() }));
      expect([again.status, again.body.code]).toEqual([409, 2000]);
      expect(again.body.description).toContain(domain);
    });

    it('[C1] of five that want one domain at once exactly one comes to be', async () => {
      const domain = uniqueDomain();
      const five = [1, 2, 3, 4, 5].map(() => agent.post('/v1/customers', newCustomer({ domain })));
      expect((await Promise.all(five)).map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    });
  });

  it('[C1] [C5] customers of a whole region are created as their owners write them, told as they were sent, and found by name', async () => {
    const european = (await platform.partner('direct-bill', { country: 'DE' })).user('AdminAgent');
    const region = cspRegionOf('DE')?.countries ?? [];
    const written = writtenCustomers().filter(({ country }) => region.includes(country));
    expect(new Set(written.map(({ country }) => country)).size).toBeGreaterThan(35);
    const kept = (sent: string): string => sent.normalize('NFC').trim();
    const check = async ({
      companyName,
      email,
      culture,
      language,
      organizationRegistrationNumber,
      ...sent
    }: WrittenCustomer) => {
      const answer = await european.post('/v1/customers', {
        companyProfile: { domain: uniqueDomain(), organizationRegistrationNumber },
        billingProfile: { companyName, email, culture, language, defaultAddress: sent },
      });
      expect([answer.status, answer.body.description]).toEqual([201, undefined]);
      const { id } = answer.body;
      const { companyProfile } = (await european.get<Customer>(`/v1/customers/${id}`)).body;
      expect(companyProfile.companyName).toBe(kept(companyName));
      const address = Object.entries(sent).map(([name, value]) => [name, kept(value)]);
      expect(companyProfile.address).toEqual(Object.fromEntries(address));
      for (const form of ['NFC', 'NFD']) {
        const Value = companyName.trim().slice(0, 9).toUpperCase().normalize(form);
        const filter = filteredBy({ Field: 'CompanyName', Value, Operator: 'starts_with' });
        const found = await itemsOf(european, `${filter}&size=500`);
        expect(found).toContainEqual(expect.objectContaining({ id }));
      }
    };
    for (let next = 0; next < written.length; next += 10) await Promise.all(written.slice(next, next + 10).map(check));
  }, 60_000);

  describe('a request that is repeated', () => {
    it('[C1] creates one customer, and each of five at once gets the same answer', async () => {
      const domain = uniqueDomain();
      const request = newCustomer({ domain });
      const answers = await fiveTimes((headers) => agent.post<Customer>('/v1/customers', request, headers));
      expectOneAnswer(answers, 201);
      expect(answers[0]?.body.userCredentials.password).toBeDefined();
      expect(
        await itemsOf(agent, filteredBy({ Field: 'Domain', Value: domain, Operator: 'starts_with' })),
      ).toHaveLength(1);
    });

    it('[C1] is the same one on a path in another spelling', async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', request, headers);
      const second = await agent.post('/V1//Customers/', request, headers);
      expect([second.status, second.body]).toEqual([201, first.body]);
    });

    it('[C1] is another one with another body, and gets a customer of its own', async () => {
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', newCustomer(), headers);
      const second = await agent.post('/v1/customers', newCustomer(), headers);
      expect([second.status, second.body.id === first.body.id]).toEqual([201, false]);
    });

    it("[C1] is another one by another user, who does not get the first one's password", async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      expect((await agent.post('/v1/customers', request, headers)).status).toBe(201);
      expect((await partner.user('SalesAgent').post('/v1/customers', request, headers)).status).toBe(409);
    });

    it('[C8] places one order, and each of five at once gets the same answer', async () => {
      const customerId = await attestedCustomer(agent);
      const path = `/v1/customers/${customerId}/orders`;
      expectOneAnswer(await fiveTimes((headers) => agent.post(path, newOrder(), headers)), 201);
      expect(await ordersOf(customerId)).toHaveLength(1);
    });

    it('[C8] places another order with another body, or without its id', async () => {
      const customerId = await attestedCustomer(agent);
      const path = `/v1/customers/${customerId}/orders`;
      const headers = { 'ms-requestid': randomUUID() };
      const none = { 'ms-requestid': '' };
      const answers = [
        await agent.post(path, newOrder(), headers),
        await agent.post(path, newOrder({ quantity: 2 }), headers),
        await agent.post(path, newOrder(), none),
        await agent.post(path, newOrder(), none),
      ];
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
      expect(await ordersOf(customerId)).toHaveLength(4);
    });

    it('[A3] confirms once, and each of five at once gets the same answer', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const path = `/v1/customers/${id}/agreements`;
      expectOneAnswer(await fiveTimes((headers) => agent.post(path, attestation(), headers)), 201);
      expect((await agent.get(`${path}?agreementType=*`)).body.totalCount).toBe(1);
    });

    it('[A7] was refused, and goes through with the same id once what it lacked is there', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const headers = { 'ms-requestid': randomUUID() };
      const order = newOrder();
      expect((await agent.post(`/v1/customers/${id}/orders`, order, headers)).body.code).toBe(13605);
      await agent.post(`/v1/customers/${id}/agreements`, attestation());
      expect((await agent.post(`/v1/customers/${id}/orders`, order, headers)).status).toBe(201);
    });
  });

  describe('an order', () => {
    it('[C8] answers a subscription for each line, and keeps what was ordered', async () => {
      const customerId = await attestedCustomer(agent);
      const renewsTo = await orderedSubscription(customerId);
      const { mpnId: partnerIdOnRecord } = await platform.partner('indirect-reseller');
      const provisioningContext = { Scope: 'Shared', subscriptionId: randomUUID() };
      const lineItems = [
        { lineItemNumber: 1, offerId: 'offer-2', quantity: 5, termDuration: 'P1Y', renewsTo, provisioningContext },
        { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, friendlyName: 'Mail', partnerIdOnRecord },
      ];
      const { status, body } = await agent.post(`/v1/customers/${customerId}/orders`, {
        referenceCustomerId: customerId.toUpperCase(),
        billingCycle: 'Monthly',
        currencyCode: 'USD',
        lineItems,
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        referenceCustomerId: customerId,
        billingCycle: 'monthly',
        currencyCode: 'USD',
        status: 'completed',
        lineItems: [
          { ...lineItems[0], subscriptionId: renewsTo, renewsTo: { subscriptionId: renewsTo } },
          { ...lineItems[1], subscriptionId: expect.stringMatching(guid) as string },
        ],
        links: linkTo(`/customers/${customerId}/orders/${body.id}`),
      });
    });

    it('[C8] renews a subscription of this customer, and no other', async () => {
      const [customerId, otherId] = [await attestedCustomer(agent), await attestedCustomer(agent)];
      const renewsTo = await orderedSubscription(customerId);
      expect((await agent.post(`/v1/customers/${customerId}/orders`, newOrder({ renewsTo }))).status).toBe(201);
      for (const foreign of [renewsTo, randomUUID()]) {
        const answer = await agent.post(`/v1/customers/${otherId}/orders`, newOrder({ renewsTo: foreign }));
        expectFault(answer, foreign);
      }
    });

    async function orderedSubscription(customerId: string): Promise<string> {
      const { lineItems } = (await agent.post<Order>(`/v1/customers/${customerId}/orders`, newOrder())).body;
      return String(lineItems[0].subscriptionId);
    }
  });

  it('[C6] a customer is not deleted outside of a sandbox: 900127', async () => {
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    const { status, body } = await agent.delete(`/v1/customers/${id}`);
    expect([status, body.code]).toEqual([400, 900127]);
    expect((await agent.get(`/v1/customers/${id}`)).status).toBe(200);
  });

  async function ordersOf(customerId: string): Promise<object[]> {
    const orders = await databases.all<{ state: { customerId: string } }>('customers', 'orders');
    return orders.filter(({ state }) => state.customerId === customerId);
  }
});

function linkTo(uri: string): object {
  return { self: { uri, method: 'GET', headers: [] } };
}

async function itemsOf(client: ApiClient, query: string): Promise<object[]> {
  return (await client.get(`/v1/customers${query}`)).body.items;
}

/** Five requests with one id at once, as Java's SDK sends them. */
function fiveTimes<T>(send: (headers: Record<string, string>) => Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>[]> {
  const headers = { 'ms-requestid': randomUUID() };
  return Promise.all([1, 2, 3, 4, 5].map(() => send(headers)));
}

function expectOneAnswer(answers: ApiAnswer[], expected: number): void {
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => expected));
  expect(answers.map(({ body }) => body)).toEqual(answers.map(() => answers[0]?.body));
}
