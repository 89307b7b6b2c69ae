import { type ApiClient } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { asSdkWrites, resourcesWrittenBy, type Writing } from '../../support/round-trip.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Order, type Partner } from '../../support/wire/resources.js';
import { type Body } from '../../support/wire/body.js';
import { decide } from '../enrollment/decide.js';

describe('what was got can be put', () => {
  let platform: TestPlatform;
  let company: Company;
  let admin: ApiClient;
  let provider: TestOrganisation;
  let ids: Record<string, string>;
  let fromLink: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    const operator = await platform.operator();
    const account = { userName: 'alder@round-trips.example', password: 'Old-directory-1' };
    await operator.postPatiently('/v1/operator/mpnprofiles', {
      profiles: [{ mpnId: '5300001', companyName: 'Alder Resale', country: 'US' }],
      accounts: [{ ...account, mpnIds: ['5300001'] }],
    });
    company = await Company.signUp(platform);
    await company.confirmed(platform);
    await decide(operator, company, 'approve');
    admin = company.admin;
    await admin.post('/v1/profiles/mpn/signin', account);
    await admin.put('/v1/profiles/mpn', { mpnId: '5300001' });
    provider = await platform.partner('indirect-provider');
    const agent = provider.user('AdminAgent');
    const create = async <T = Body>(path: string, body: object): Promise<T> => {
      const answer = await agent.postPatiently<T>(path, body);
      if (answer.status !== 201) throw new Error(`POST ${path} answers ${answer.status} ${answer.text}`);
      return answer.body;
    };
    const domain = uniqueDomain();
    const customerId = (await create('/v1/customers', newCustomer({ domain }))).id;
    const customer = `/v1/customers/${customerId}`;
    await create(`${customer}/agreements`, attestation());
    const lineItems = [{ id: 0, catalogItemId: 'offer-1', quantity: 2, billingCycle: 'annual' }];
    const name = { firstName: 'Bo', lastName: 'Reed' };
    const order = await create<Order>(`${customer}/orders`, newOrder());
    ids = {
      customerId,
      cartId: (await create(`${customer}/carts`, { lineItems })).id,
      orderId: order.id,
      subscriptionId: order.lineItems[0].subscriptionId,
      'customers.userId': (await create(`${customer}/users`, { ...name, userPrincipalName: `bo@${domain}` })).id,
      'users.userId': (await create('/v1/users', { ...name, userName: 'bo' })).id,
    };
    const request = await agent.postPatiently('/v1/customers/relationshiprequests', {});
    const guest = await platform.organisation();
    fromLink = guest.tenantId;
    await guest.user('GlobalAdmin').postPatiently(`/v1/my/invitations/${request.body.token}/accept`, {});
  }, 180_000);
  afterAll(() => platform.stop());

  it.each([
    ...resourcesWrittenBy('put')
      // Answers in another casing than the document has for requests; its own suite puts what it got.
      .filter((template) => template !== '/webhooks/v1/registration')
      .map((template) => ['put', template] as const),
    ...resourcesWrittenBy('patch')
      // All that changes there is what a partner gives up.
      .filter((template) => template !== '/v1/customers/{customerId}')
      .map((template) => ['patch', template] as const),
  ])('[api 4] %s %s, by a partner that the operator onboarded', async (method, template) => {
    const [, , collection = ''] = template.split('/');
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(ids[`${collection}.${name}`] ?? ids[name]));
    const role = path === '/v1/profiles/mpn' ? 'GlobalAdmin' : 'AdminAgent';
    await expectRoundTrip(provider.user(role), method, path, template);
  });

  it.each(resourcesWrittenBy('put').filter((path) => /^\/v1\/profiles\/(?!directory)/.test(path)))(
    '[api 4] put %s, by a company that has enrolled',
    (path) => expectRoundTrip(admin, 'put', path),
  );

  it('[api 4] the billing profile of a customer that came by a link, which its partner has to complete to change it', async () => {
    const agent = provider.user('AdminAgent');
    const path = `/v1/customers/${fromLink}/profiles/billing`;
    await expectRoundTrip(agent, 'put', path, '/v1/customers/{customerId}/profiles/billing');
    const { body } = await agent.get(path);
    const answer = await agent.put(path, { ...body, companyName: 'Contoso West' });
    expect([answer.status, answer.body.description]).toEqual([
      400,
      expect.stringContaining('addressLine1 is required'),
    ]);
  });

  it('[I3] a user whose name another one is put for is refused, as nothing but the state changes', async () => {
    const path = `/v1/users/${ids['users.userId']}`;
    const answer = await provider.user('AdminAgent').patch(path, { firstName: 'Cy' });
    expect([answer.status, answer.body.description]).toEqual([
      400,
      expect.stringContaining('firstName cannot be changed'),
    ]);
  });

  it.each([
    ['legalbusiness', 'vettingStatus', 'rejected'],
    ['organization', 'companyName', 'Another'],
    ['organization', 'domain', 'another.example'],
    ['mpn', 'partnerName', 'Another'],
    ['billing', 'profileType', 'Another'],
  ])('[E10] profiles/%s is refused with another %s, which nobody can change there', async (profile, name, other) => {
    const path = `/v1/profiles/${profile}`;
    const client = profile === 'mpn' ? company.admin : admin;
    const { body } = await client.get(path);
    const answer = await client.put(path, { ...body, [name]: other });
    expect([answer.status, answer.body.description]).toEqual([
      400,
      expect.stringContaining(`${name} cannot be changed here`),
    ]);
    expect((await client.get(path)).body).toEqual(body);
  });

  it('[E10] whom an address names is kept, of a registered one without another review', async () => {
    const named = {
      region: 'West',
      firstName: 'Bo',
      middleName: 'J',
      lastName: 'Reed',
      phoneNumber: '+1 425 555 0109',
    };
    const billing = (await admin.get<Partner>('/v1/profiles/billing')).body;
    const whole = { ...billing, address: { ...billing.address, ...named } };
    expect((await admin.put<Partner>('/v1/profiles/billing', whole)).body.address).toMatchObject(named);
    expect((await admin.get<Partner>('/v1/profiles/billing')).body.address).toMatchObject(named);

    const { region: _verified, ...person } = named;
    const legal = (await admin.get<Partner>('/v1/profiles/legalbusiness')).body;
    await admin.put('/v1/profiles/legalbusiness', { ...legal, address: { ...legal.address, ...person } });
    const after = (await admin.get('/v1/profiles/legalbusiness')).body;
    expect(after).toMatchObject({ address: person, vettingStatus: 'authorized' });
  });

  it('[E10] what is missing still has to come with a change', async () => {
    const agent = provider.user('AdminAgent');
    const renamed = await agent.put('/v1/profiles/legalbusiness', { companyName: 'Another' });
    expect([renamed.status, renamed.body.description]).toEqual([400, 'address is required.']);
    const part = await agent.put('/v1/profiles/support', { email: 'help@contoso.com' });
    expect([part.status, part.body.description]).toEqual([400, expect.stringContaining('telephone is required')]);
    const gone = await admin.put('/v1/profiles/support', {});
    expect([gone.status, gone.body.description]).toEqual([400, expect.stringContaining('but not removed')]);
  });

  /** As it was got, with its etag; then as an SDK writes it that knows more fields. The same is answered and kept. */
  async function expectRoundTrip(client: ApiClient, method: Writing, path: string, template = path): Promise<void> {
    const got = await client.get(path);
    expect([path, got.status]).toEqual([path, 200]);
    for (const body of [got.body as unknown, asSdkWrites(method, template, got.body)]) {
      const answer = await client[method](path, body);
      expect([path, answer.status, untimed(answer.body)]).toEqual([path, 200, untimed(got.body)]);
      expect(untimed((await client.get(path)).body)).toEqual(untimed(got.body));
    }
  }
});

/** Without what tells of the write itself. */
function untimed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.endsWith('Timestamp')));
}
