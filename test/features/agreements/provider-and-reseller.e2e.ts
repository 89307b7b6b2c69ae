import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { attestation } from '../../support/scenes/requests.js';
import { type TestOrganisation } from '../../support/platform/test-platform.js';
import { type MailDraft, type Confirmation } from '../../support/wire/resources.js';
import { accept, AcceptanceScene, contact } from './acceptance-scene.js';

describe('a customer', () => {
  describe('of a provider and a reseller', () => {
    let scene: AcceptanceScene;
    let partner: TestOrganisation;
    let provider: TestOrganisation;
    let reseller: TestOrganisation;
    let agent: ApiClient;
    let customerId: string;
    /** A Global admin of the customer. */
    let admin: ApiClient;

    beforeAll(async () => {
      scene = await AcceptanceScene.open();
      ({ partner, provider, reseller } = scene);
      agent = partner.user('AdminAgent');
      await scene.platform.connect(provider, reseller);
    }, 120_000);
    afterAll(() => scene.close());
    beforeEach(async () => {
      customerId = await scene.createFor(provider.user('AdminAgent'), { associatedPartnerId: reseller.tenantId });
      admin = await scene.userOf(customerId);
    });

    it('[A5] sees both in one list, with details of each, and no partner of anybody else', async () => {
      const { status, body } = await admin.get('/v1/my/partners');
      expect(status).toBe(200);
      expect(body).toEqual({
        totalCount: 2,
        items: [asPartner(provider, 'indirect-provider'), asPartner(reseller, 'indirect-reseller')],
        links: { self: { uri: '/my/partners', method: 'GET', headers: [] } },
        attributes: { objectType: 'Collection' },
      });
      for (const item of body.items) expect((await admin.get(`/v1/my/partners/${item.id}`)).body).toEqual(item);
      for (const other of [partner.tenantId, randomUUID()]) {
        expect((await admin.get(`/v1/my/partners/${other}`)).status).toBe(404);
      }
    });

    it('[A5] shows its list to a Global admin of its own alone', async () => {
      const paths = ['/v1/my/partners', `/v1/my/partners/${provider.tenantId}`];
      for (const path of paths) {
        expect((await provider.user('GlobalAdmin').get(path)).body.code).toBe(2032);
        expect((await (await scene.userOf(customerId, 'SalesAgent')).get(path)).body.code).toBe(900150);
      }
    });

    it('[A3] is attested for by the provider: the reseller is refused, and told whom to ask', async () => {
      const path = `/v1/customers/${customerId}/agreements`;
      const { status, body } = await reseller.user('SalesAgent').post(path, attestation());
      expect([status, body.code]).toEqual([403, 900150]);
      expect(body.description).toContain('Ask your indirect provider to do it.');
      expect((await provider.user('HelpdeskAgent').post(path, attestation())).body.code).toBe(900150);
      expect((await provider.user('SalesAgent').post(path, attestation())).status).toBe(201);
    });

    it('[A4] is known by both as confirmed, and what the other one attested without its contact and user', async () => {
      const path = `/v1/customers/${customerId}/agreements`;
      const [one, other] = [provider.user('SalesAgent'), reseller.user('AdminAgent')];
      const all = async (client: ApiClient): Promise<unknown> =>
        (await client.get(`${path}?agreementType=*`)).body.items;
      expect(await all(other)).toEqual([]);
      const attested = (await one.post<Confirmation>(path, attestation())).body;
      await one.post(path, attestation({ primaryContact: { ...contact, firstName: 'Another' } }));
      const { userId: _userId, primaryContact: _contact, ...seen } = attested;
      expect(await all(other)).toEqual([{ ...seen, method: 'attested' }]);
      expect(await all(one)).toHaveLength(2);
      expect((await accept(admin)).status).toBe(201);
      const direct = { templateId: attested.templateId, type: 'MicrosoftCustomerAgreement', method: 'direct' };
      for (const client of [one, other]) expect(((await all(client)) as object[]).at(-1)).toMatchObject(direct);
      expect((await agent.get(path)).body.code).toBe(20002);
    });

    it('[A9] is invited to accept directly by a draft that names who asks, whom, and where', async () => {
      const path = `/v1/customers/${customerId}/agreementinvitations`;
      for (const client of [provider.user('SalesAgent'), reseller.user('AdminAgent')]) {
        const { status, body } = await client.post<MailDraft>(path, {});
        expect(status).toBe(201);
        const url = `${client.baseUrl}/my/agreement`;
        expect(body).toEqual({
          url,
          subject: 'A partner asks Contoso to accept the Microsoft Customer Agreement',
          body: expect.stringContaining(`\n\n${url}\n\n`) as string,
          attributes: { objectType: 'AgreementInvitation' },
        });
        expect(body.body).toContain('https://aka.ms/customeragreement');
        const page = await fetch(url);
        expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
        expect(await page.text()).toContain('A Global admin of your company accepts it');
      }
      expect((await agent.post(path, {})).body.code).toBe(20002);
    });
  });
});

function asPartner({ tenantId, mpnId }: TestOrganisation, partnerType: string): object {
  return {
    id: tenantId,
    name: 'A partner',
    mpnId,
    country: 'US',
    partnerType,
    relationship: 'reseller',
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    adminAccess: true,
    links: { self: { uri: `/my/partners/${tenantId}`, method: 'GET', headers: [] } },
    attributes: { objectType: 'CustomerPartner' },
  };
}
