import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { asSdkWrites, resourcesWrittenBy, type Writing } from '../../support/round-trip.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Order, type Partner } from '../../support/wire/resources.js';
import { type Body } from '../../support/wire/body.js';

const address = { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
const primaryContact = {
  firstName: 'Bo',
  lastName: 'Reed',
  email: 'bo@alder-resale.com',
  phoneNumber: '+1 425 555 0102',
};

describe("a partner's profiles", () => {
  let platform: TestPlatform;
  let databases: Databases;
  let operator: ApiClient;
  let company: Company;
  let partner: TestOrganisation;
  let admin: ApiClient;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    operator = await platform.operator();
    await operator.postPatiently('/v1/operator/mpnprofiles', {
      profiles: [
        { mpnId: '5200001', companyName: 'Alder Resale', country: 'US' },
        { mpnId: '5200002', companyName: 'Alder Resale North', country: 'US' },
        { mpnId: '5200003', companyName: 'Alder Resale Canada', country: 'CA' },
      ],
      accounts: [{ userName: 'alder', password: 'Old-directory-1', mpnIds: ['5200001', '5200002', '5200003'] }],
    });
    company = await Company.signUp(platform);
    await company.confirmed(platform);
    await operator.post(`/v1/operator/enrollments/${await company.enrollmentId()}/decision`, { decision: 'approve' });
    partner = await platform.partner('indirect-reseller');
    admin = company.admin;
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.enrollment.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  it('[E10] the legal business profile is what the company enrolled with', async () => {
    const { status, body } = await admin.get('/v1/profiles/legalbusiness?vettingVersion=Current');
    expect(status).toBe(200);
    expect(body).toEqual({
      companyName: 'Alder Resale',
      address,
      vettingStatus: 'authorized',
      vettingSubStatus: 'none',
      primaryContact: company.primaryContact,
      profileType: 'LegalBusinessProfile',
      links: { self: { uri: '/profiles/legalbusiness', method: 'GET', headers: [] } },
      attributes: { objectType: 'LegalBusinessProfile' },
    });
  });

  it('[E10] a company that enrols sees how far the verification has come', async () => {
    const enrolling = await Company.signUp(platform);
    expect((await enrolling.admin.get('/v1/profiles/legalbusiness')).status).toBe(404);
    await enrolling.complete();
    expect((await enrolling.admin.get('/v1/profiles/legalbusiness')).body).toMatchObject({
      companyName: 'Alder Resale',
      vettingStatus: 'none',
      vettingSubStatus: 'entry',
    });
    await enrolling.act('submit');
    expect((await enrolling.admin.get('/v1/profiles/legalbusiness')).body).toMatchObject({
      vettingStatus: 'pending',
      vettingSubStatus: 'email_ownership',
    });
    for (const profile of ['organization', 'support', 'billing']) {
      const { status, body } = await enrolling.admin.get(`/v1/profiles/${profile}`);
      expect([status, body.description]).toEqual([404, expect.stringContaining('POST /v1/enrollments')]);
    }
  });

  it('[E10] another contact is in force at once; another name or address is verified first', async () => {
    const current = '/v1/profiles/legalbusiness';
    const contact = await admin.put(current, { companyName: 'Alder Resale', address, primaryContact });
    expect(contact.body).toMatchObject({ vettingStatus: 'authorized', primaryContact });

    const renamed = await admin.put(current, { companyName: 'Alder Group', address });
    expect(renamed.body).toMatchObject({
      companyName: 'Alder Group',
      vettingStatus: 'pending',
      vettingSubStatus: 'business_verification',
    });
    expect((await admin.get(`${current}?vettingVersion=LastFinalized`)).body).toMatchObject({
      companyName: 'Alder Resale',
      vettingStatus: 'authorized',
    });
    const decision = `/v1/operator/partners/${company.tenantId}/legalprofile/decision`;
    const proposal = { companyName: 'Alder Group', address, since: expect.stringMatching(/Z$/) as string };
    expect(await operatorsList('pending')).toEqual([expect.objectContaining({ id: company.tenantId, proposal })]);
    for (const reasons of [undefined, [' ']]) {
      const { status, body } = await operator.post(decision, { decision: 'reject', reasons });
      expect([status, body.description]).toEqual([400, expect.stringContaining('reasons')]);
    }
    const reasons = ['No such company'];
    await operator.post(decision, { decision: 'reject', reasons });
    expect((await admin.get(current)).body).toMatchObject({
      companyName: 'Alder Group',
      vettingStatus: 'rejected',
      reasons,
    });
    expect(await operatorsList('pending')).toEqual([]);
    expect(await operatorsList('rejected')).toMatchObject([{ proposal: { ...proposal, reasons } }]);
    await operator.post(decision, { decision: 'approve' });
    expect((await admin.get(current)).body).toMatchObject({ companyName: 'Alder Group', vettingStatus: 'authorized' });
    expect((await operator.post(decision, { decision: 'approve' })).status).toBe(409);
    expect(await operatorsList('rejected')).toEqual([]);
    await eventually('the new name is told', () =>
      tap
        .of(company.tenantId)
        .some(
          ({ headers, data }) =>
            headers['ce_type'] === 'io.twotier.partner.changed.v1' && data.companyName === 'Alder Group',
        ),
    );
  });

  it('[E10] the operator goes through all partners page by page', async () => {
    const seen: string[] = [];
    let { body } = await operator.get('/v1/operator/partners?size=1');
    for (;;) {
      expect(body.items).toHaveLength(1);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (!body.links.next) break;
      const headers = { 'MS-ContinuationToken': String(body.continuationToken) };
      ({ body } = await operator.get(`/v1${body.links.next.uri}`, headers));
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining([company.tenantId, partner.tenantId]));
    expect((await operator.get('/v1/operator/partners?vettingStatus=lost')).status).toBe(400);
  });

  it.each([
    ['another country', { companyName: 'Alder', address: { ...address, country: 'DE' } }, 'address.country must be US'],
    [
      'a postal code of another form',
      { companyName: 'Alder', address: { ...address, postalCode: 'X' } },
      'address.postalCode',
    ],
    ['no name', { address }, 'companyName'],
    [
      'web mail',
      { companyName: 'Alder', address, primaryContact: { ...primaryContact, email: 'bo@gmail.com' } },
      'must be an address of your company',
    ],
  ])('[E10] a legal profile with %s is refused, and nothing changes', async (_, body, text) => {
    const before = (await admin.get('/v1/profiles/legalbusiness')).body;
    const answer = await admin.put('/v1/profiles/legalbusiness', body);
    expect([answer.status, answer.body.description]).toEqual([400, expect.stringContaining(text)]);
    expect((await admin.get('/v1/profiles/legalbusiness')).body).toEqual(before);
  });

  it('[E10] the organization profile tells PowerShell country and culture; its etag keeps changes apart', async () => {
    const { body } = await admin.get('/v1/profiles/organization');
    expect(body).toMatchObject({
      id: company.tenantId,
      tenantId: company.tenantId,
      domain: company.domain,
      culture: 'en-US',
      language: 'en',
      defaultAddress: { country: 'US' },
      profileType: 'OrganizationProfile',
    });
    const { etag } = body.attributes as { etag: string };
    expect(BigInt(etag)).toBeDefined();
    const change = { email: 'office@alder-resale.com', language: 'es', culture: 'es-us' };
    const changed = await admin.put('/v1/profiles/organization', change, { 'If-Match': `"${etag}"` });
    expect(changed.body).toMatchObject({ ...change, culture: 'es-US' });
    const stale = await admin.put('/v1/profiles/organization', { ...change, attributes: { etag } });
    expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    const Attributes = { Etag: changed.body.attributes.etag as string };
    const sdk = await admin.put('/v1/profiles/organization', {
      Language: 'en',
      Culture: 'en-US',
      Email: null,
      Attributes,
    });
    expect(sdk.status).toBe(200);
    expect(sdk.body).not.toHaveProperty('email');
  });

  it('[E10] the billing profile has a currency of the region, and an etag', async () => {
    const { body } = await admin.get('/v1/profiles/billing');
    expect(body).toMatchObject({ profileType: 'BillingProfile', billingCurrency: 'USD', address: { country: 'US' } });
    const refused = await admin.put('/v1/profiles/billing', { billingCurrency: 'EUR' });
    expect([refused.status, refused.body.description]).toEqual([400, expect.stringContaining('USD')]);
    const { etag } = body.attributes as { etag: string };
    const changed = await admin.put('/v1/profiles/billing', { taxId: '12-3456789', attributes: { etag } });
    expect(changed.body).toMatchObject({ taxId: '12-3456789', billingCurrency: 'USD' });
    expect((await admin.put('/v1/profiles/billing', {}, { 'if-match': etag })).body.code).toBe(2055);
  });

  it('[E10] the support profile is changed', async () => {
    const support = {
      email: 'care@alder-resale.com',
      telephone: '+1 425 555 0103',
      website: 'https://alder-resale.com',
    };
    expect((await admin.put('/v1/profiles/support', support)).status).toBe(200);
    expect((await admin.get('/v1/profiles/support')).body).toMatchObject({
      ...support,
      profileType: 'support_profile',
      attributes: { objectType: 'PartnerSupportProfile' },
    });
  });

  it('[E3] Identifiers: after the activation a number needs proof; then the old one is free again', async () => {
    const path = '/v1/profiles/mpn';
    const none = await admin.get(path);
    expect([none.status, none.body.code]).toEqual([404, 3000]);
    const unproved = await admin.put(path, { mpnId: '5200001' });
    expect([unproved.status, unproved.body.description]).toEqual([
      403,
      expect.stringContaining('/v1/profiles/mpn/signin'),
    ]);
    expect((await admin.post(`${path}/signin`, { userName: 'alder', password: 'wrong' })).status).toBe(400);
    await admin.post(`${path}/signin`, { userName: 'alder', password: 'Old-directory-1' });
    expect((await admin.put(path, { mpnId: '5200003' })).body.description).toContain('located in CA');
    expect((await admin.put(path, { mpnId: '5200001' })).body).toMatchObject({
      mpnId: '5200001',
      partnerName: 'Alder Resale',
    });
    expect((await admin.get(path)).body).toMatchObject({ mpnId: '5200001', profileType: 'MpnProfile' });

    const other = partner.tenantId;
    const taken = await operator.put(`/v1/operator/partners/${other}/mpn`, { mpnId: '5200001' });
    expect([taken.status, taken.body.description]).toEqual([409, expect.stringContaining('another partner')]);
    expect((await admin.put(path, { mpnId: '5200002' })).status).toBe(200);
    expect((await operator.put<Partner>(`/v1/operator/partners/${other}/mpn`, { mpnId: '5200001' })).body.mpnId).toBe(
      '5200001',
    );
    expect((await admin.get<Partner>(`${path}?MpnId=5200001`)).body.mpnId).toBe('5200001');
    const unknown = await admin.get(`${path}?mpnId=9999999`);
    expect([unknown.status, unknown.body]).toEqual([
      404,
      expect.objectContaining({
        code: 3000,
        source: 'PartnerFD',
        data: [],
        description: 'Partner Organization with partner_id 9999999 could not be found',
      }),
    ]);
  });

  it('[E3] a company that enrols associates its number there, too: as a claim', async () => {
    const enrolling = await Company.signUp(platform);
    await enrolling.complete();
    await enrolling.act('submit');
    expect((await enrolling.admin.put('/v1/profiles/mpn', { mpnId: '5200001' })).status).toBe(409);
    await operator.post('/v1/operator/mpnprofiles', {
      profiles: [{ mpnId: '5200009', companyName: 'Fir', country: 'US' }],
    });
    expect((await enrolling.admin.put('/v1/profiles/mpn', { mpnId: '5200009' })).status).toBe(200);
    expect((await enrolling.current()).body).toMatchObject({
      missing: [],
      mpn: { mpnId: '5200009', proof: 'claimed' },
    });
  });

  describe('what was got can be put', () => {
    let provider: TestOrganisation;
    let ids: Record<string, string>;
    let fromLink: string;

    beforeAll(async () => {
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
    });

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
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
        String(ids[`${collection}.${name}`] ?? ids[name]),
      );
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

  async function operatorsList(vettingStatus: string): Promise<unknown[]> {
    const { body } = await operator.get(`/v1/operator/partners?vettingStatus=${vettingStatus}`);
    return body.items;
  }

  describe('after a crash', () => {
    const longAgo = new Date('2020-01-01');
    const doubted = (mpnId: string, partnerId: string): Promise<void> =>
      databases.change('enrollment', 'mpnassociations', { _id: mpnId }, { partnerId, doubtfulSince: longAgo });

    it('[E8] between an approval and its partner, the partner is written', async () => {
      const approved = await Company.signUp(platform);
      await approved.confirmed(platform);
      const mpnId = '5200010';
      await platform.partner('indirect-reseller', { mpnId });
      const fields = { 'state.status': 'active', 'state.mpn': { mpnId, proof: 'claimed' } };
      await databases.change('enrollment', 'enrollments', { 'state.tenantId': approved.tenantId }, fields);
      await doubted(mpnId, approved.tenantId);
      await eventually('the partner', async () => {
        const { status, body } = await operator.get<Partner>(`/v1/operator/partners/${approved.tenantId}`);
        return status === 200 && body.mpnId === mpnId;
      });
    });

    it('[E3] what attempts to sign in to the directory left is forgotten once it does not count any more', async () => {
      const userName = `nobody-${randomUUID()}`;
      await admin.post('/v1/profiles/mpn/signin', { userName, password: 'wrong' });
      const attempts = (): Promise<unknown[]> => databases.all('enrollment', 'mpnattempts', { _id: userName });
      const signIns = (): Promise<unknown[]> => databases.all('enrollment', 'mpnsignins', { _id: company.tenantId });
      expect(await attempts()).toMatchObject([{ failures: 1 }]);
      expect(await signIns()).toHaveLength(1);
      await databases.change('enrollment', 'mpnattempts', { _id: userName }, { since: longAgo });
      await databases.change('enrollment', 'mpnsignins', { _id: company.tenantId }, { at: longAgo });
      await eventually('nothing is left', async () => [...(await attempts()), ...(await signIns())].length === 0);
    });

    it('[E3] between a number and its partner, the number is free again', async () => {
      const mpnId = '5200011';
      await platform.partner('indirect-reseller', { mpnId });
      await doubted(mpnId, randomUUID());
      await eventually('the number', async () => {
        const answer = await operator.put(`/v1/operator/partners/${partner.tenantId}/mpn`, { mpnId });
        return answer.status === 200;
      });
    });
  });
});

/** Without what tells of the write itself. */
function untimed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.endsWith('Timestamp')));
}
