import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { partnerAgreementId } from '#lib/service-kit';
import { ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { type Agreement, type ProgramInfo, type Order } from '../../support/wire/resources.js';
import { path, sign, unsigned } from './signing.js';

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
});

function idOf({ token = '' }: ApiClient): string {
  return decodeJwt<{ oid: string }>(token).oid;
}
