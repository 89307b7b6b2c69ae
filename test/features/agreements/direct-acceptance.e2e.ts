import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { type EventTap } from '../../support/clients/event-tap.js';
import { type Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { attestation, customerTemplate } from '../../support/scenes/requests.js';
import { type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Agreement, type MailDraft, type Confirmation, type Subscription } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';
import { accept, AcceptanceScene, contact, order } from './acceptance-scene.js';

const refusal = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';

describe('a customer', () => {
  let scene: AcceptanceScene;
  let databases: Databases;
  let tap: EventTap;
  let partner: TestOrganisation;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let agent: ApiClient;
  let customerId: string;
  /** A Global admin of the customer. */
  let admin: ApiClient;

  beforeAll(async () => {
    scene = await AcceptanceScene.open();
    ({ databases, tap, partner, provider, reseller } = scene);
    agent = partner.user('AdminAgent');
  }, 120_000);
  beforeEach(async () => {
    customerId = await scene.createFor(agent);
    admin = await scene.userOf(customerId);
  });
  afterAll(() => scene.close());

  describe('that accepts its agreement directly', () => {
    it('[A5] reads it first: the version in force, and its document for the country of the customer', async () => {
      const { status, body } = await admin.get<Agreement>('/v1/my/agreement');
      expect(status).toBe(200);
      expect(body).toEqual({
        templateId: customerTemplate,
        agreementType: 'MicrosoftCustomerAgreement',
        versionRank: 0,
        agreementLink: 'https://aka.ms/customeragreement',
        country: 'US',
        language: 'en-US',
        displayUri: expect.any(String),
        downloadUri: expect.any(String),
        isConfirmed: false,
        isSigned: false,
        isCustomer: true,
        links: { self: { uri: '/my/agreement', method: 'GET', headers: [] } },
        attributes: { objectType: 'CustomerAgreement' },
      });
      expect((await fetch(body.displayUri)).status).toBe(200);
    });

    it('[A5] is signed for its partners, [A7] and the order that was refused goes through', async () => {
      const status = `/v1/customers/${customerId}/directSignedMicrosoftCustomerAgreementStatus`;
      expect((await order(agent, customerId)).body.code).toBe(13605);
      expect((await agent.get(status)).body).toEqual({ isSigned: false });
      const accepted = await accept(admin);
      expect([accepted.status, accepted.body]).toMatchObject([
        201,
        { isConfirmed: true, isSigned: true, acceptance: { templateId: customerTemplate, acceptedBy: contact } },
      ]);
      expect((await order(agent, customerId)).status).toBe(201);
      expect((await agent.get(status)).body).toEqual({ isSigned: true });
      const { acceptance } = (await admin.get<Agreement>('/v1/my/agreement')).body;
      expect(acceptance).toEqual(accepted.body.acceptance);
    });

    it('[A5] tells it once, however often it accepts, and nothing of the person', async () => {
      const repeated = { 'ms-requestid': randomUUID() };
      const answers = [
        ...(await Promise.all([1, 2, 3, 4, 5].map(() => accept(admin, contact, repeated)))),
        await accept(admin, { ...contact, firstName: 'Tina' }),
      ];
      const [first] = answers as [ApiAnswer<Agreement>];
      expect(answers.map(({ status, body }) => [status, body.acceptance])).toEqual(
        answers.map(() => [201, first.body.acceptance]),
      );
      await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
      const events = await eventually('both events', () => tap.of(customerId).length === 2 && tap.of(customerId));
      expect(events.map(({ headers }) => headers['ce_type'])).toEqual([
        'io.twotier.agreement.accepted.v1',
        'io.twotier.agreement.confirmed.v1',
      ]);
      expect(events[0]?.data).toEqual({
        customerId,
        templateId: customerTemplate,
        agreementType: 'MicrosoftCustomerAgreement',
        acceptedAt: first.body.acceptance?.acceptedAt,
      });
    });

    it('[A7] is known to have done so by the service that takes orders, which need not ask any more', async () => {
      await accept(admin);
      const known = (): Promise<{ _id: string }[]> => databases.all('customers', 'agreements');
      await eventually('the projection', async () => (await known()).some(({ _id }) => _id === customerId));
    });

    it('[A5] after a partner attested is signed as well; the partner sees both', async () => {
      await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
      expect((await admin.get('/v1/my/agreement')).body).toMatchObject({ isConfirmed: true, isSigned: false });
      expect((await accept(admin)).body).toMatchObject({ isConfirmed: true, isSigned: true });
      const path = `/v1/customers/${customerId}/agreements?agreementType=*`;
      const { items } = (await agent.get<Page<Confirmation>>(path)).body;
      expect(items.map(({ method }) => method)).toEqual(['attested', 'direct']);
    });

    it.each([
      ['firstName', { ...contact, firstName: '' }],
      ['lastName', { ...contact, lastName: undefined }],
      ['email', { ...contact, email: 'tania' }],
      ['phoneNumber', { ...contact, phoneNumber: '1'.repeat(41) }],
    ])('[A5] has to say who accepts: a faulty %s is refused', async (field, body) => {
      const answer = await accept(admin, body);
      expect([answer.status, answer.body.code]).toEqual([400, 2000]);
      expect(answer.body.description).toContain(field);
    });

    it('[A5] does so by a Global admin of its own, and not by a partner', async () => {
      const agents = await scene.userOf(customerId, 'AdminAgent');
      const refused = {
        agents: [agents, 900150],
        partner: [partner.user('GlobalAdmin'), 2032],
      } as const;
      for (const [client, code] of Object.values(refused)) {
        for (const answer of [await client.get('/v1/my/agreement'), await accept(client)]) {
          expect([answer.status, answer.body.code]).toEqual([403, code]);
        }
      }
      expect((await admin.get<Agreement>('/v1/my/agreement')).body.isConfirmed).toBe(false);
    });

    it('[A5] can be read by whose customer nobody is, and is accepted together with an invitation alone', async () => {
      const stranger = (await scene.platform.organisation()).user('GlobalAdmin');
      const { status, body } = await stranger.get<Agreement & { isCustomer: boolean; country: string }>(
        '/v1/my/agreement',
      );
      expect([status, body]).toMatchObject([200, { isCustomer: false, isConfirmed: false, country: 'US' }]);
      expect((await admin.get('/v1/my/agreement')).body).toMatchObject({ isCustomer: true });
      const refused = await accept(stranger);
      expect([refused.status, refused.body.code]).toEqual([403, 2032]);
      expect(refused.body.description).toContain('Accept the invitation of a partner first.');
    });
  });

  describe('that has bought through a partner', () => {
    beforeEach(async () => {
      await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
      expect((await order(agent, customerId)).status).toBe(201);
    });

    it('[A6] is sent to it in exactly these words, whether or not the event of the order has arrived', async () => {
      for (const answer of [await accept(admin), await accept(admin)]) {
        expect([answer.status, answer.body.description]).toEqual([403, refusal]);
      }
      const told = { isConfirmed: true, isSigned: false, refusal };
      expect((await admin.get('/v1/my/agreement')).body).toMatchObject(told);
    });

    it('[A6] is refused as well when it comes to another partner, for which the attestation counts', async () => {
      await relate(customerId, partner, provider);
      expect((await accept(admin)).body.description).toBe(refusal);
      expect((await order(provider.user('SalesAgent'), customerId)).status).toBe(201);
    });

    it('[A6] long ago, here or elsewhere, is refused by what the projection knows', async () => {
      const purchases = (): Promise<{ customerId: string }[]> => databases.all('agreements', 'purchases');
      await eventually('the purchase', async () =>
        (await purchases()).some((purchase) => purchase.customerId === customerId),
      );
      await databases.change('customers', 'orders', { 'state.customerId': customerId }, { 'state.customerId': 'gone' });
      expect((await accept(admin)).body.description).toBe(refusal);
    });
  });

  it('[A6] whose orders do nothing but renew accepts directly', async () => {
    const renewal = { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId: randomUUID() };
    await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
    await order(agent, customerId);
    const lineItems = [{ ...renewal, renewsTo: renewal.subscriptionId }];
    await databases.change('customers', 'orders', { 'state.customerId': customerId }, { 'state.lineItems': lineItems });
    await eventually('the purchase', async () =>
      (await databases.all<{ customerId: string }>('agreements', 'purchases')).some(
        (purchase) => purchase.customerId === customerId,
      ),
    );
    await databases.change('agreements', 'purchases', { customerId }, { original: false });
    expect((await accept(admin)).status).toBe(201);
  });

  it('[A3] that two partners attest for at the same moment has both in its history, each sees its own whole', async () => {
    await relate(customerId, partner, provider);
    const path = `/v1/customers/${customerId}/agreements`;
    const clients = [agent, provider.user('SalesAgent')];
    const contacts = [contact, { ...contact, firstName: 'Tina' }];
    const answers = await Promise.all(
      clients.map((client, index) => client.post(path, attestation({ primaryContact: contacts[index] }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    for (const [index, client] of clients.entries()) {
      const { items } = (await client.get<Page<Confirmation>>(`${path}?agreementType=*`)).body;
      expect(items).toHaveLength(2);
      const whole = items.filter((item) => item.primaryContact);
      expect(whole).toEqual([answers[index]?.body]);
    }
    const events = await eventually('both events', () => tap.of(customerId).length === 2 && tap.of(customerId));
    expect(events.map(({ data }) => data.confirmations)).toEqual([1, 2]);
    expect(new Set(events.map(({ data }) => data.partnerId))).toEqual(new Set([partner.tenantId, provider.tenantId]));
  });

  it('[A3] that a partner attests for five times is confirmed once: repeats answer the same, others 600061', async () => {
    const path = `/v1/customers/${customerId}/agreements`;
    const repeated = { 'ms-requestid': randomUUID() };
    const five = [1, 2, 3, 4, 5];
    const answers = await Promise.all(five.map(() => agent.post(path, attestation(), repeated)));
    expect(answers.map(({ status }) => status)).toEqual(five.map(() => 201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const others = await Promise.all(five.map(() => agent.post(path, attestation())));
    expect(others.map(({ status, body }) => [status, body.code])).toEqual(five.map(() => [409, 600061]));
    expect((await agent.get(`${path}?agreementType=*`)).body.items).toEqual([answers[0]?.body]);
  });

  it('[C7] sees all that it has bought, and names a subscription to a partner that is to support it', async () => {
    await relate(customerId, partner, provider);
    await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
    const bought = (await order(agent, customerId)).body.lineItems[0];
    const id = bought.subscriptionId;
    const { items } = (await admin.get('/v1/my/subscriptions')).body;
    expect(items).toEqual([
      {
        id,
        offerId: bought.offerId,
        quantity: 1,
        status: 'active',
        creationDate: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        soldBy: { id: partner.tenantId, name: 'A partner' },
        supportedBy: [],
        links: { self: { uri: `/my/subscriptions/${id}`, method: 'GET', headers: [] } },
        attributes: { objectType: 'CustomerSubscription' },
      },
    ]);
    const at = `/v1/my/subscriptions/${id}`;
    const invited = (await admin.post<MailDraft>(`${at}/supportinvitations`, { partnerId: provider.tenantId })).body;
    expect(invited).toMatchObject({ customerId, subscriptionId: id, partnerId: provider.tenantId });
    expect(invited.body).toContain(`the id of the subscription is ${id}`);
    const support = `/v1/customers/${invited.customerId}/subscriptions/${invited.subscriptionId}/support`;
    expect((await provider.user('AdminAgent').post(support, {})).status).toBe(200);
    expect((await admin.get<Subscription>(at)).body.supportedBy).toEqual([
      { id: provider.tenantId, name: 'A partner' },
    ]);

    for (const [partnerId, status] of [
      [partner.tenantId, 400],
      [reseller.tenantId, 404],
    ] as const)
      expect((await admin.post(`${at}/supportinvitations`, { partnerId })).status).toBe(status);
    expect((await (await scene.userOf(await scene.createFor(agent))).get(at)).status).toBe(404);
    expect((await (await scene.userOf(customerId, 'SalesAgent')).get(at)).body.code).toBe(900150);
    expect((await agent.get('/v1/my/subscriptions')).body.code).toBe(900150);
    expect((await partner.user('GlobalAdmin').get('/v1/my/subscriptions')).body.code).toBe(2032);
  });

  /** Makes the customer one of all these partners, as accepting their invitations does. */
  async function relate(id: string, ...partners: TestOrganisation[]): Promise<void> {
    const relationships = partners.map(({ tenantId }) => ({
      partnerId: tenantId,
      since: new Date(),
      associatedPartnerIds: [],
      subscriptions: [],
    }));
    await databases.change('customers', 'customers', { _id: id }, { 'state.relationships': relationships });
  }
});
