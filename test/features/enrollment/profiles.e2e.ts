import { type ApiClient } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Partner } from '../../support/wire/resources.js';

const address = { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
const primaryContact = {
  firstName: 'Bo',
  lastName: 'Reed',
  email: 'bo@alder-resale.com',
  phoneNumber: '+1 425 555 0102',
};

describe("a partner's profiles", () => {
  let platform: TestPlatform;
  let operator: ApiClient;
  let company: Company;
  let partner: TestOrganisation;
  let admin: ApiClient;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
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

  async function operatorsList(vettingStatus: string): Promise<unknown[]> {
    const { body } = await operator.get(`/v1/operator/partners?vettingStatus=${vettingStatus}`);
    return body.items;
  }
});
