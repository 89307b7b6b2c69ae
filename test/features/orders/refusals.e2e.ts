import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { type Ordered, ordered, suspended } from '../../support/scenes/ordered.js';

describe('what Partner Center refuses', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await databases.close();
  });

  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let unsigned: TestOrganisation;
  let operator: ApiClient;
  /** Of the provider, through a reseller that it does not work with any more. */
  let orphaned: string;
  /** What the provider ordered for it before. */
  let placed: ApiAnswer;
  let shared: Ordered;
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
    shared = await ordered(agent);
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
    const { path, customerId } = await ordered(agent);
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
        const { path, subscription } = await ordered(agent);
        await agent.patch(`${path}/subscriptions/${subscription}`, suspended);
        const { items } = (await agent.get(`${path}/users`)).body;
        const licensesToAssign = [{ skuId: 'offer-1' }];
        return agent.post(`${path}/users/${items[0]?.id}/licenseupdates`, { licensesToAssign });
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
    [
      ...(['409/800060', 'a subscription whose order is in progress'] as const),
      async () => {
        const { path, customerId, subscription } = await ordered(agent);
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
        return own.post(`/v1/customers/${(await own.post('/v1/customers', newCustomer())).body.id}/orders`, newOrder());
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
    expect(outcome(answer)).toBe(expected);
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
