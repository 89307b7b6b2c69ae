import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { partnerAgreementId } from '#lib/service-kit';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type PartnerOptions, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Agreement, type ProgramInfo, type Order } from '../../support/wire/resources.js';

const guid = '0a1b2c3d-0000-4000-8000-000000000001';
const path = '/v1/partneragreement';
const faq = 'https://docs.microsoft.com/partner-center/mpa-indirect-provider-faq';
const link = 'https://docs.microsoft.com/partner-center/microsoft-partner-agreement';

describe('the partner agreement', () => {
  let platform: TestPlatform;
  let provider: TestOrganisation;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    provider = await platform.partner('indirect-provider');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.agreements.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  describe('signed', () => {
    it('[A8] tells who signed which text, and when; before that, what there is to read', async () => {
      const reseller = await unsigned();
      const admin = reseller.user('GlobalAdmin');
      const envelope = {
        links: { self: { uri: '/partneragreement', method: 'GET', headers: [] } },
        attributes: { objectType: 'PartnerAgreement' },
      };
      const text = {
        title: 'Microsoft Partner Agreement',
        version: '1.0',
        link,
        isSample: true,
        country: 'US',
        language: 'en-US',
      };
      const uris = {
        displayUri: expect.any(String) as string,
        downloadUri: expect.any(String) as string,
      };
      const toRead = (await admin.get<Agreement>(path)).body;
      expect(toRead).toEqual({ ...text, ...uris, isSigned: false, ...envelope });
      expect((await fetch(toRead.displayUri)).headers.get('content-disposition')).toBe(
        'inline; filename="MicrosoftPartnerAgreement-US-en-US.docx"',
      );
      const signed = await sign(reseller);
      expect([signed.status, signed.body]).toEqual([
        201,
        {
          ...text,
          isSigned: true,
          ...envelope,
          signedBy: { userId: idOf(admin), userPrincipalName: `globaladmin@${reseller.tenantId}.example` },
          signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        },
      ]);
      expect((await admin.get(path)).body).toEqual({ ...signed.body, ...uris });
    });

    it('[E11] shows other users its status alone', async () => {
      const [one, other] = [await unsigned(), provider];
      for (const role of ['AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin']) {
        const { links: _links, attributes: _attributes, ...status } = (await one.user(role).get(path)).body;
        expect(status).toEqual({ isSigned: false });
        expect((await other.user(role).get(path)).body).toMatchObject({ isSigned: true });
        expect((await other.user(role).get(path)).text).not.toContain('globaladmin');
      }
    });

    it('[A8] twice, by anybody, or by five requests at once, is signed once and told once', async () => {
      const reseller = await unsigned();
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => sign(reseller)));
      const [admin, second] = [reseller.user('GlobalAdmin'), reseller.user('AdminAgent')];
      await admin.send('PUT', `/v1/users/${idOf(second)}/roles/GlobalAdmin`);
      answers.push(await sign(reseller));
      for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]?.body]);
      // What comes behind from the same partition of any other partner shows that nothing else came before.
      const last = await unsigned();
      await sign(last);
      await eventually(
        'both events',
        () => tap.of(partnerAgreementId(last.tenantId))[0] && tap.of(partnerAgreementId(reseller.tenantId))[0],
      );
      expect(
        tap.of(partnerAgreementId(reseller.tenantId)).map(({ headers, data }) => [headers['ce_type'], data]),
      ).toEqual([
        [
          'io.twotier.partner-agreement.signed.v1',
          {
            partnerId: reseller.tenantId,
            signedBy: idOf(admin),
            signedAt: answers[0]?.body.signedAt as string,
            version: '1.0',
            region: 'united-states',
            cloud: 'Global',
          },
        ],
      ]);
    });

    it('[ruling 17] is not by a token whose user is no Global admin any more', async () => {
      const reseller = await unsigned();
      const [admin, second] = [reseller.user('GlobalAdmin'), reseller.user('AdminAgent')];
      await admin.send('PUT', `/v1/users/${idOf(second)}/roles/GlobalAdmin`);
      expect((await second.send('DELETE', `/v1/users/${idOf(admin)}/roles/GlobalAdmin`)).status).toBe(200);
      expect(outcome(await sign(reseller))).toBe('403/900150');
      expect((await second.send('DELETE', `/v1/users/${idOf(admin)}`)).status).toBe(204);
      expect(outcome(await sign(reseller))).toBe('403/900150');
      expect((await second.get<Agreement>(path)).body.isSigned).toBe(false);
    });

    it('[E11] is by nobody but a Global admin', async () => {
      const reseller = await unsigned();
      for (const role of ['AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin']) {
        const refused = await reseller.user(role).send('POST', `${path}/signature`);
        expect([role, outcome(refused), refused.body.description]).toEqual([
          role,
          '403/900150',
          expect.stringContaining('It needs GlobalAdmin.'),
        ]);
      }
      expect((await reseller.user('GlobalAdmin').get<Agreement>(path)).body.isSigned).toBe(false);
    });

    it('[E11] is not without an MPN ID, and the refusal says what to do', async () => {
      const reseller = await unsigned({ mpnId: undefined });
      const refused = await sign(reseller);
      expect(outcome(refused)).toBe('409/2000');
      expect(refused.body.description).toContain('PUT /v1/profiles/mpn');
      expect((await reseller.user('AdminAgent').get<Agreement>(path)).body.isSigned).toBe(false);
    });
  });

  describe('the program info', () => {
    it('[E11] goes from qualified to active, with a green banner', async () => {
      const reseller = await unsigned();
      const infoPath = '/v1/partner/programinfo';
      const before = (await reseller.user('AdminAgent').get<ProgramInfo>(infoPath)).body;
      expect(before).toMatchObject({
        program: 'indirect-reseller',
        status: 'qualified',
        partnerAgreement: { isSigned: false },
        region: { id: 'united-states', name: 'United States' },
        currencies: ['USD'],
      });
      expect(before.countries).toContain('US');
      expect(before.countries).not.toContain('DE');
      expect(before.banner).toBeUndefined();
      const { signedBy, signedAt, version } = (await sign(reseller)).body;
      expect((await reseller.user('AdminAgent').get(infoPath)).body).toEqual({
        ...before,
        status: 'active',
        partnerAgreement: { isSigned: true, signedBy, signedAt, version },
        banner: { color: 'green', text: expect.stringContaining('signed') as string },
      });
    });

    it('[E12] names the region of the legal business location', async () => {
      const german = await platform.partner('indirect-reseller', { country: 'DE' });
      const { body } = await german.user('GlobalAdmin').get<ProgramInfo>('/v1/partner/programinfo');
      expect(body.region.id).toBe('europe');
      expect(body.currencies).toEqual(expect.arrayContaining(['EUR', 'CHF']));
      expect(body.countries).toEqual(expect.arrayContaining(['DE', 'FR']));
    });
  });

  describe('the compliance status', () => {
    it('[E11] of who signed is true, by tenant or MPN ID, under names in any casing, beside an empty one', async () => {
      const { tenantId, mpnId } = await platform.partner('indirect-reseller');
      for (const query of [
        `tenantId=${tenantId}`,
        `tenantId=${tenantId.toUpperCase()}&mpnId=`,
        `TENANTID=${tenantId}`,
        `mpnId=${mpnId}`,
        `mpnid=${mpnId}&tenantId=`,
        `MpnId=${mpnId}&TenantId=`,
      ]) {
        const { status, body } = await statusOf(query);
        expect([query, status, body]).toEqual([query, 200, { isAgreementSigned: true }]);
      }
    });

    it.each([
      ['', 2001, 'Both MPN Id and Tenant Id cannot be empty.', 'ComplianceController'],
      ['mpnId=&tenantId=', 2001, 'Both MPN Id and Tenant Id cannot be empty.', 'ComplianceController'],
      [`mpnId=1&tenantId=${guid}`, 2000, 'Both MPN Id and Tenant Id should not be passed.', 'ComplianceController'],
      ['mpnId=M1', 2000, 'MPN Id must be numeric.', 'PartnerApiServiceControllers'],
      ['tenantId=contoso', 2000, 'Tenant Id must be a GUID.', 'PartnerApiServiceControllers'],
      ['mpnId=7', 2200, 'MPN Id 7 is either invalid or not yet migrated to Partner Center. ', 'PartnerFD', 'https:'],
      [`tenantId=${guid}`, 2205, `Partner Center doesn't find any account associated to the Tenant ID`, 'PartnerFD'],
    ])('[E11] by "%s" is refused with %i', async (query, code, text, source, help = '') => {
      const { status, body } = await statusOf(query);
      expect([status, body.code, body.source]).toEqual([400, code, source]);
      expect(body.description).toContain(text);
      expect(body.data).toEqual(help === '' ? [] : [expect.stringContaining(help)]);
    });

    it.each(['mpnId=1&mpnId=2', 'mpnId=%201', 'mpnId=-1', 'MPNID=1e3&tenantId='])(
      '[E11] by "%s" is told that the MPN ID must be numeric: 2000',
      async (query) => expect(outcome(await statusOf(query))).toBe('400/2000'),
    );

    it('[E11] of who has not signed is 2203 by MPN ID and 2206 by tenant, in each spelling', async () => {
      const reseller = await unsigned();
      const { tenantId, mpnId = '' } = reseller;
      for (const query of spellings('mpnId', 'tenantId', mpnId)) {
        const { status, body } = await statusOf(query);
        expect([query, status, body.code, body.data]).toEqual([query, 400, 2203, [faq]]);
        expect(body.description).toMatch(new RegExp(`^MPN Id ${mpnId} has not signed`));
      }
      for (const query of spellings('tenantId', 'mpnId', tenantId)) {
        const { status, body } = await statusOf(query);
        expect([query, status, body.code, body.data]).toEqual([query, 400, 2206, [faq]]);
        expect(body.description).toContain(`Tenant Id ${tenantId} hasn't signed`);
      }
      await sign(reseller);
      for (const query of [`mpnId=${mpnId}`, `tenantId=${tenantId}`])
        expect((await statusOf(query)).body).toEqual({ isAgreementSigned: true });
    });

    it('[E11] of a reseller of another region is 2201, of a provider 2204, in each spelling', async () => {
      const german = await platform.partner('indirect-reseller', { country: 'DE' });
      for (const [mpnId = '', refusal] of [
        [german.mpnId, '400/2201'],
        [provider.mpnId, '400/2204'],
        ['7', '400/2200'],
      ]) {
        const queries = spellings('mpnId', 'tenantId', mpnId);
        const refusals = await Promise.all(queries.map(async (query) => outcome(await statusOf(query))));
        expect([mpnId, refusals]).toEqual([mpnId, queries.map(() => refusal)]);
      }
      for (const query of spellings('tenantId', 'mpnId', guid))
        expect([query, outcome(await statusOf(query))]).toEqual([query, '400/2205']);
    });

    /** As .NET's and Java's SDKs, the documentation and scripts write it: names in any casing, the other one empty or absent. */
    function spellings(name: string, other: string, value: string): string[] {
      const [lower, upper] = [name.toLowerCase(), name.toUpperCase()];
      const pascal = name.replace(/^./, (first) => first.toUpperCase());
      return [
        `${name}=${value}`,
        `${lower}=${value}`,
        `${upper}=${value}`,
        `${pascal}=${value}`,
        `${name}=${value}&${other}=`,
        `${other}=&${name}=${value}`,
        `${lower}=${value}&${other.toUpperCase()}=`,
      ];
    }

    function statusOf(query: string): Promise<ApiAnswer> {
      return provider.user('SalesAgent').get(`/v1/compliance/csp/agreementstatus?${query}`);
    }
  });

  describe('an order', () => {
    it.each(['direct-bill', 'indirect-provider'])(
      '[E11] of a %s partner that has not signed is refused with 900124, and goes through once it has',
      async (partnerType) => {
        const partner = await unsigned({}, partnerType);
        const orders = await ordersOf(partner);
        const headers = { 'ms-requestid': randomUUID() };
        const refused = await partner.user('AdminAgent').post(orders, newOrder(), headers);
        expect(outcome(refused)).toBe('403/900124');
        expect(refused.body.description).toMatch(
          /^Your company has not accepted the Microsoft Partner Agreement \(MPA\)\. The global admin of the CSP account must accept the MPA/,
        );
        await sign(partner);
        expect((await partner.user('AdminAgent').post(orders, newOrder(), headers)).status).toBe(201);
      },
    );

    it('[E11] with a reseller on record that has not signed is refused with 900123, and goes through once it has', async () => {
      const reseller = await unsigned();
      await platform.connect(provider, reseller);
      const orders = await ordersOf(provider);
      const order = newOrder({ partnerIdOnRecord: reseller.mpnId });
      const headers = { 'ms-requestid': randomUUID() };
      const refused = await provider.user('AdminAgent').post(orders, order, headers);
      expect(outcome(refused)).toBe('403/900123');
      expect(refused.body.description).toContain('has not been accepted by the indirect reseller');
      await sign(reseller);
      const placed = await provider.user('AdminAgent').post<Order>(orders, order, headers);
      expect([placed.status, placed.body.lineItems[0].partnerIdOnRecord]).toEqual([201, reseller.mpnId]);
    });

    async function ordersOf(partner: TestOrganisation): Promise<string> {
      const agent = partner.user('AdminAgent');
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      await agent.post(`/v1/customers/${id}/agreements`, attestation());
      return `/v1/customers/${id}/orders`;
    }
  });

  it('[ruling 10] is told to other services, and to nobody with an access token', async () => {
    const inside = new ApiClient(platform.urls.agreements[0]!, provider.user('GlobalAdmin').token);
    const internal = `/internal/partneragreements/${provider.tenantId}`;
    expect((await inside.get(internal)).status).toBe(401);
    expect((await provider.user('GlobalAdmin').get(internal)).status).toBe(404);
  });

  function unsigned(options: PartnerOptions = {}, partnerType = 'indirect-reseller'): Promise<TestOrganisation> {
    return platform.partner(partnerType, { ...options, signed: false });
  }
});

function sign(partner: TestOrganisation): Promise<ApiAnswer<Agreement>> {
  return partner.user('GlobalAdmin').send('POST', `${path}/signature`);
}

function idOf({ token = '' }: ApiClient): string {
  return decodeJwt<{ oid: string }>(token).oid;
}

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body.code}`;
}
