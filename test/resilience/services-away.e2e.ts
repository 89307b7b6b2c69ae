import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiAnswer, type ApiClient } from '../support/clients/api-client.js';
import { Company } from '../support/scenes/company.js';
import { Databases } from '../support/platform/databases.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { Mailbox } from '../support/clients/mailbox.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../support/scenes/requests.js';
import { TestPlatform, type PartnerOptions, type TestOrganisation } from '../support/platform/test-platform.js';
import { type Agreement } from '../support/wire/resources.js';
import { type Page } from '../support/wire/body.js';

const requests = '/v1/customers/relationshiprequests';
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };
const partnerAgreement = '/v1/partneragreement';
/** The id of the first version's documents. */
const firstText = '5d0c6c86-6f0a-4b9e-9a55-3e0f5b8b0b01';
const MAIL = 'CFQ7TTC0LH18:0001';
const LICENSES_CHANGED = 'io.twotier.user.licenses-changed.v1';

interface StoredCustomer {
  _id: string;
  state: { pendingConnections: object[]; relationships: { partnerId: string }[] };
}

describe('while a service is away, and after it is back', () => {
  let platform: TestPlatform;
  let databases: Databases;

  beforeAll(() => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  describe('acceptances', () => {
    let directBill: TestOrganisation;

    beforeAll(async () => {
      directBill = await platform.partner('direct-bill');
    });

    it('[C4] agreements away, and the partners part before it is back: nobody has the customer, and the link is free again', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      await platform.connect(one, other);
      const { id, token } = (await other.user('AdminAgent').post(requests, { indirectProviderId: one.tenantId })).body;
      const customer = await platform.organisation();
      const link = `/v1/my/invitations/${token}/accept`;
      const agreements = platform.process('agreements');
      await agreements.kill();
      const answer = await customer.user('GlobalAdmin').post(link, { acceptAgreement: contact });
      expect(outcome(answer)).toBe('503/800003');
      expect((await storedCustomer(customer)).pendingConnections).toHaveLength(1);
      expect((await one.user('AdminAgent').delete(`/v1/partnerships/${other.tenantId}`)).status).toBe(204);
      await agreements.start();
      await eventually('the link is free again', async () => (await stored(id)).status === 'open');
      await eventually('nothing waits', async () => {
        const { pendingConnections, relationships } = await storedCustomer(customer);
        expect(relationships).toEqual([]);
        return pendingConnections.length === 0;
      });
      expect((await customer.user('GlobalAdmin').get<Agreement>('/v1/my/agreement')).body.isSigned).toBe(false);
      for (const partner of [one, other])
        expect((await partner.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
      await platform.connect(one, other);
      expect((await customer.user('GlobalAdmin').post(link, { acceptAgreement: contact })).status).toBe(200);
      for (const partner of [one, other])
        expect((await partner.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(200);
      expect((await customer.user('GlobalAdmin').get('/v1/my/agreement')).body).toMatchObject({ isSigned: true });
    });

    it('[ruling 13] agreements away: nobody sees the relationship until both are there', async () => {
      const { token } = (await directBill.user('AdminAgent').post(requests, {})).body;
      const customer = await platform.organisation();
      const agreements = platform.process('agreements');
      await agreements.kill();
      const link = `/v1/my/invitations/${token}/accept`;
      const answer = await customer.user('GlobalAdmin').post(link, { acceptAgreement: contact });
      expect(outcome(answer)).toBe('503/800003');
      expect((await directBill.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
      expect((await customer.user('GlobalAdmin').get('/v1/my/partners')).body.items).toEqual([]);
      await agreements.start();
      await eventually('the sweep completes it', async () => {
        const { status } = await directBill.user('AdminAgent').get(`/v1/customers/${customer.tenantId}`);
        return status === 200;
      });
      expect((await customer.user('GlobalAdmin').get<Agreement>('/v1/my/agreement')).body.isSigned).toBe(true);
    });

    /** What the customer accepted and has not got yet. */
    async function storedCustomer({ tenantId }: TestOrganisation): Promise<StoredCustomer['state']> {
      const [customer] = await databases.all<StoredCustomer>('customers', 'customers', { _id: tenantId });
      return customer!.state;
    }

    async function stored(id: string): Promise<{ status: string }> {
      const [request] = await databases.all<{ state: { status: string } }>('customers', 'relationshiprequests', {
        _id: id,
      });
      return request!.state;
    }
  });

  it.each(['identity', 'enrollment'] as const)(
    '[ruling 9] the partner agreement is not signed, and not refused, while %s is away',
    async (service) => {
      const reseller = await unsigned();
      const app = platform.process(service);
      await app.stop();
      try {
        const answer = await sign(reseller);
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
        const own = await reseller.user('GlobalAdmin').getPatiently(partnerAgreement);
        expect([own.status, own.body]).toEqual([200, expect.objectContaining({ isSigned: false })]);
      } finally {
        await app.start();
      }
      await eventually('the signature', async () => (await sign(reseller)).status === 201);
    },
  );

  it('[E6] a link that expired before it was mailed is not mailed', async () => {
    const mailbox = new Mailbox(platform);
    const operator = await platform.operator();
    const company = await Company.signUp(platform);
    await company.complete();
    await company.act('submit');
    await mailbox.next(company.email, /^Confirm/);
    const notifications = platform.process('notifications');
    const email = `late@${company.domain}`;
    await notifications.stop();
    await company.put('primarycontact', { ...company.primaryContact, email });
    const expired = { 'state.verification.expiresAt': new Date('2020-01-01') };
    await databases.change('enrollment', 'enrollments', { _id: await company.enrollmentId() }, expired);
    await notifications.start();
    await eventually('the mail is dropped', async () => {
      const { items } = (await operator.get<Page<{ tenantId: string }>>('/v1/operator/emails?status=dropped')).body;
      return items.some(({ tenantId }) => tenantId === company.tenantId);
    });
    expect(await mailbox.of(email)).toEqual([]);
  });

  it('[A1] confirmed agreements stay on their version when there is a new one, which others confirm from then on', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const path = `/v1/customers/${(await agent.post('/v1/customers', newCustomer())).body.id}`;
    const attest = (changes: Parameters<typeof attestation>[0] = {}): Promise<ApiAnswer> =>
      agent.post(`${path}/agreements`, attestation(changes));
    const before = (await agent.get<Page<{ agreementType: string }>>('/v1/agreements?agreementType=*')).body.items;
    const [customerAgreement, cloudAgreement] = ['MicrosoftCustomerAgreement', 'MicrosoftCloudAgreement'].map((type) =>
      before.find(({ agreementType }) => agreementType === type),
    );
    const confirmed = (await attest()).body;
    const next = {
      ...customerAgreement,
      templateId: randomUUID(),
      versionRank: 1,
      agreementLink: 'https://example.com/',
    };
    mkdirSync(platform.agreementTexts, { recursive: true });
    writeFileSync(join(platform.agreementTexts, 'templates.json'), JSON.stringify({ templates: [next] }));
    await restartAgreements();
    const { items } = (await agent.getPatiently('/v1/agreements?agreementType=*')).body;
    expect(items).toEqual([next, cloudAgreement]);
    expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
    expect((await agent.get(`${path}/agreements?agreementType=*`)).body.items).toEqual([confirmed]);
    expect((await attest({ templateId: next.templateId })).body).toMatchObject({
      templateId: next.templateId,
      agreementLink: next.agreementLink,
    });
    rmSync(join(platform.agreementTexts, 'templates.json'));
    await restartAgreements();
  });

  it('[A8] keeps the text that was signed, whatever the operator puts in force later', async () => {
    const [reseller, later] = [await unsigned({ country: 'DE' }), await unsigned({ country: 'DE' })];
    const admin = reseller.user('GlobalAdmin');
    writeText(firstText, 'DE', 'de-DE', 'the first text');
    const stale = await admin.post(`${partnerAgreement}/signature?version=0.9`, {});
    expect([stale.status, stale.body.description]).toEqual([409, expect.stringContaining('1.0 is. Read it')]);
    const signed = await admin.post(`${partnerAgreement}/signature?version=1.0&language=de-DE`, {});
    expect(signed.body).toMatchObject({ isSigned: true, version: '1.0', isSample: false, language: 'de-DE' });

    writeText(firstText, 'DE', 'de-DE', 'a corrected text');
    const next = { templateId: randomUUID(), version: '2.0', link: 'https://example.com/', versionRank: 1 };
    writeFileSync(
      join(platform.agreementTexts, 'templates.json'),
      JSON.stringify({ templates: [], partnerAgreements: [next] }),
    );
    writeText(next.templateId, 'DE', 'de-DE', 'the second text');
    await restartAgreements();
    const own = (await admin.getPatiently<Agreement>(`${partnerAgreement}?language=en-US`)).body;
    expect(own).toMatchObject({ version: '1.0', language: 'de-DE', isSample: false });
    expect(await (await fetch(own.displayUri)).text()).toBe('the first text');
    const other = (await later.user('GlobalAdmin').get<Agreement>(`${partnerAgreement}?language=de-DE`)).body;
    expect(other).toMatchObject({ version: '2.0', isSigned: false, isSample: false });
    expect(await (await fetch(other.downloadUri)).text()).toBe('the second text');
    rmSync(join(platform.agreementTexts, 'templates.json'));
    await restartAgreements();
  });

  it('[C9] who was given a licence has it after a kill -9, and of all repeats no more get one than there are', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { path, customerId, users } = await customerWithLicences(agent, { users: 8, licences: 4 });
    const identity = platform.process('identity');
    const requests = users.map((user) => ({ user, headers: { 'ms-requestid': randomUUID() } }));
    const assign = ({ user, headers }: (typeof requests)[number]): Promise<ApiAnswer | undefined> =>
      agent.post(`${user}/licenseupdates`, { licensesToAssign: [{ skuId: MAIL }] }, headers).catch(() => undefined);
    let killed: Promise<void> | undefined;
    const given = await Promise.all(
      requests.map(async (request) => {
        const answer = await assign(request);
        killed ??= identity.kill();
        return answer?.status === 201;
      }),
    );
    await killed;
    await identity.start();

    const answers = await Promise.all(
      requests.map((request) =>
        eventually('an answer', async () => {
          const answer = await assign(request);
          return answer && answer.status < 500 && answer;
        }),
      ),
    );
    for (const [index, was] of given.entries()) if (was) expect(answers[index]?.status).toBe(201);
    const holders = users.filter((_, index) => answers[index]?.status === 201);
    expect(holders).toHaveLength(4);
    for (const [index, user] of users.entries())
      expect([answers[index]?.status, (await agent.get(`${user}/licenses`)).body.totalCount]).toEqual(
        holders.includes(user) ? [201, 1] : [400, 0],
      );
    const [units] = (await agent.get(`${path}/subscribedskus`)).body.items as object[];
    expect(units).toMatchObject({ availableUnits: 0, consumedUnits: 4 });
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.identity.events`]);
    try {
      const told = await eventually('all events', () => {
        const changes = tap.of(customerId).filter(({ headers }) => headers['ce_type'] === LICENSES_CHANGED);
        const byId = new Map(changes.map(({ headers, data }) => [headers['ce_id'], String(data.userId)]));
        return byId.size >= 4 && [...byId.values()];
      });
      expect(told.map((userId) => `${path}/users/${userId}`).sort()).toEqual([...holders].sort());
    } finally {
      await tap.close();
    }
  });

  async function restartAgreements(): Promise<void> {
    const app = platform.process('agreements');
    await app.stop();
    await app.start();
  }

  function writeText(templateId: string, country: string, language: string, content: string): void {
    mkdirSync(join(platform.agreementTexts, templateId, country), { recursive: true });
    writeFileSync(join(platform.agreementTexts, templateId, country, `${language}.docx`), content);
  }

  function unsigned(options: PartnerOptions = {}): Promise<TestOrganisation> {
    return platform.partner('indirect-reseller', { ...options, signed: false });
  }
});

/** A customer with a subscription of so many licences, and so many users beside its admin. */
async function customerWithLicences(
  agent: ApiClient,
  count: { users: number; licences: number },
): Promise<{ customerId: string; path: string; users: string[] }> {
  const domain = uniqueDomain();
  const customerId = String((await agent.postPatiently('/v1/customers', newCustomer({ domain }))).body.id);
  const path = `/v1/customers/${customerId}`;
  await agent.postPatiently(`${path}/agreements`, attestation());
  await agent.postPatiently(`${path}/orders`, newOrder({ offerId: MAIL, quantity: count.licences }));
  const added = await Promise.all(
    Array.from({ length: count.users }, (_, index) => {
      const user = { userPrincipalName: `user${index}@${domain}`, firstName: 'Bo', lastName: 'Reed' };
      return agent.postPatiently(`${path}/users`, user);
    }),
  );
  return { customerId, path, users: added.map(({ body }) => `${path}/users/${body.id}`) };
}

function sign(partner: TestOrganisation): Promise<ApiAnswer> {
  return partner.user('GlobalAdmin').send('POST', `${partnerAgreement}/signature`);
}

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}
