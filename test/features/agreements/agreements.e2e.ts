import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { attestation, customerTemplate, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Confirmation } from '../../support/wire/resources.js';
import { expectFault } from '../../support/wire/answers.js';
import { type Page } from '../../support/wire/body.js';

const cloudTemplate = '998b88de-aa99-4388-a42c-1b3517d49490';
const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com', phoneNumber: '4255550101' };

const alreadyConfirmed = 'A partner confirmed agreement already exists for the customer.';

const customerAgreement = {
  templateId: customerTemplate,
  agreementType: 'MicrosoftCustomerAgreement',
  agreementLink: 'https://aka.ms/customeragreement',
  versionRank: 0,
};
const cloudAgreement = {
  templateId: cloudTemplate,
  agreementType: 'MicrosoftCloudAgreement',
  agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
  versionRank: 0,
};

describe('customer agreements', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let agent: ApiClient;
  let customerId: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    agent = partner.user('AdminAgent');
  }, 120_000);
  beforeEach(async () => {
    customerId = String((await agent.post('/v1/customers', newCustomer())).body.id);
  });
  afterAll(async () => {
    await platform.stop();
  });

  it('[A7] refuses the order with 13605 until the agreement is confirmed, then accepts the very next one', async () => {
    const refused = await order();
    expect([refused.status, refused.body.code]).toEqual([403, 13605]);
    expect(refused.body.description).toBe(
      'Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or the customer must accept the Microsoft Customer Agreement in the Microsoft Admin Center before you can complete this purchase',
    );
    expect((await attest()).status).toBe(201);
    expect((await order()).status).toBe(201);
  });

  it('[A7] a confirmation of the cloud agreement is none of the customer agreement', async () => {
    expect((await attest({ templateId: cloudTemplate, type: 'MicrosoftCloudAgreement' })).status).toBe(201);
    expect((await order()).body.code).toBe(13605);
  });

  describe('metadata', () => {
    it.each([
      ['', [cloudAgreement]],
      ['?agreementType=MicrosoftCloudAgreement', [cloudAgreement]],
      ['?agreementType=MicrosoftCustomerAgreement', [customerAgreement]],
      ['?AgreementType=MicrosoftCustomerAgreement', [customerAgreement]],
      ['?agreementType=*', [customerAgreement, cloudAgreement]],
      ['?agreementType=%2A', [customerAgreement, cloudAgreement]],
    ])('[A1] of "%s" is one template of each type that was asked for', async (query, items) => {
      const { status, body } = await agent.get(`/v1/agreements${query}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        totalCount: items.length,
        items,
        links: { self: { uri: '/agreements', method: 'GET', headers: [] } },
        attributes: { objectType: 'Collection' },
      });
    });

    it('[A1] of a type that there is not is refused', async () => {
      expectFault(await agent.get('/v1/agreements?agreementType=Lease'), 'agreementType');
    });
  });

  describe('a confirmation', () => {
    it('[A3] is answered with who gave it, and refused if it says that somebody else did', async () => {
      const userId = decodeJwt(agent.token ?? '')['oid'];
      expectFault(await attest({ userId: randomUUID() }), 'userId');
      expectFault(await attest({ agreementLink: 'x' }), 'agreementLink');
      const { status, body } = await attest({ primaryContact: contact, userId });
      expect(status).toBe(201);
      expect(body).toEqual({
        userId,
        primaryContact: contact,
        templateId: customerTemplate,
        dateAgreed: '2024-06-14T00:00:00.000Z',
        type: 'MicrosoftCustomerAgreement',
        method: 'attested',
        agreementLink: 'https://aka.ms/customeragreement',
      });
    });

    it('[A3] need not say the type, which the template tells', async () => {
      const { body } = await attest({ type: undefined, templateId: customerTemplate.toUpperCase() });
      expect([body.type, body.templateId]).toEqual(['MicrosoftCustomerAgreement', customerTemplate]);
    });

    it.each([
      ['2019-08-26', '2019-08-26T00:00:00.000Z'],
      ['2019-08-26T00:00:00', '2019-08-26T00:00:00.000Z'],
      ['2019-08-26T23:59:59Z', '2019-08-26T23:59:59.000Z'],
      ['2018-06-14T00:00:00.000Z', '2018-06-14T00:00:00.000Z'],
      ['2017-06-15T22:56:05.0589308Z', '2017-06-15T22:56:05.058Z'],
      ['2017-06-15T22:56:05.0589308', '2017-06-15T22:56:05.058Z'],
      ['2019-08-26T00:00:00+00:00', '2019-08-26T00:00:00.000Z'],
      ['2019-08-26T20:00:00-07:00', '2019-08-27T03:00:00.000Z'],
      ['2020-02-29T12:00:00.5+05:30', '2020-02-29T06:30:00.500Z'],
    ])('[A3] reads the date %s, and answers %s', async (dateAgreed, answered) => {
      const { status, body } = await attest({ dateAgreed });
      expect([status, body.dateAgreed]).toEqual([201, answered]);
    });

    it('[A3] may be of this very moment, and not of the future', async () => {
      const inAnHour = new Date(Date.now() + 3_600_000);
      const dates = [inAnHour.toISOString(), inAnHour.toISOString().replace('Z', ''), '9999-12-31'];
      for (const dateAgreed of dates) expectFault(await attest({ dateAgreed }), 'dateAgreed');
      expect((await attest({ dateAgreed: new Date().toISOString() })).status).toBe(201);
    });

    it.each([
      ['dateAgreed', undefined],
      ['dateAgreed', null],
      ['dateAgreed', 'yesterday'],
      ['dateAgreed', '2019-02-30'],
      ['dateAgreed', '26/08/2019'],
      ['dateAgreed', 1_566_777_600],
      ['templateId', undefined],
      ['templateId', 'mca'],
      ['templateId', randomUUID()],
      ['type', 'MicrosoftCloudAgreement'],
      ['type', 'Lease'],
      ['primaryContact', undefined],
      ['primaryContact', 'Tania Carr'],
      ['primaryContact.firstName', undefined],
      ['primaryContact.lastName', ''],
      ['primaryContact.email', 'tania'],
      ['primaryContact.phoneNumber', 4_255_550_101],
    ])('[A3] with a faulty %s is refused, and the field named: %s', async (field, value) => {
      const [name = '', inContact] = field.split('.');
      const request = { ...attestation(), [name]: inContact ? { ...contact, [inContact]: value } : value };
      expectFault(await agent.post(`/v1/customers/${customerId}/agreements`, request), field);
      expect((await confirmations()).totalCount).toBe(0);
    });

    it('[A3] of the same contact again is refused with 600061, also by another user', async () => {
      await attest({ primaryContact: contact });
      const again = { primaryContact: { ...contact, email: 'TANIA@contoso.com', lastName: ' carr ' } };
      const answers = [
        await attest({ primaryContact: contact }),
        await attest({ ...again, dateAgreed: '2025-01-01' }),
        await attest(again, partner.user('SalesAgent')),
      ];
      for (const { status, body } of answers) {
        expect(status).toBe(409);
        expect(body).toEqual({
          code: 600061,
          errorName: 'PartnerConfirmedAgreementAlreadyExists',
          message: alreadyConfirmed,
          description: alreadyConfirmed,
          data: [],
          source: 'PartnerFD',
          isRetryable: false,
          parameters: {},
          errorMessageExtended: 'InternalErrorCode=600061',
        });
      }
      expect((await confirmations()).totalCount).toBe(1);
    });

    it('[A3] of another contact adds to the history, the oldest first', async () => {
      const contacts = [
        contact,
        { ...contact, firstName: 'Tina' },
        { ...contact, lastName: 'Cole' },
        { ...contact, email: 'tina@contoso.com' },
        { ...contact, phoneNumber: '4255550102' },
      ];
      for (const primaryContact of contacts) expect((await attest({ primaryContact })).status).toBe(201);
      const { totalCount, items } = await confirmations();
      expect(totalCount).toBe(5);
      expect(items.map(({ primaryContact }: { primaryContact: object }) => primaryContact)).toEqual(contacts);
    });

    it('[A3] of many contacts at once is never lost', async () => {
      const many = Array.from({ length: 10 }, (_, index) =>
        attest({ primaryContact: { ...contact, phoneNumber: `${index}` } }),
      );
      expect((await Promise.all(many)).map(({ status }) => status)).toEqual(many.map(() => 201));
      expect((await confirmations()).totalCount).toBe(10);
    });

    it('[A3] of one contact by ten requests at once is given once', async () => {
      const many = Array.from({ length: 10 }, () => attest());
      const statuses = (await Promise.all(many)).map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
      expect((await confirmations()).totalCount).toBe(1);
    });
  });

  describe("a customer's agreements", () => {
    it('[A4] are items, and none, before any is confirmed', async () => {
      const uri = `/customers/${customerId}/agreements`;
      expect((await agent.get(`/v1${uri}?agreementType=*`)).body).toEqual({
        totalCount: 0,
        items: [],
        links: { self: { uri, method: 'GET', headers: [] } },
        attributes: { objectType: 'Collection' },
      });
    });

    it('[A4] are those of the type that was asked for, without one those of the cloud agreement', async () => {
      const confirmed = (await attest()).body;
      for (const [query, items] of [
        ['', []],
        ['?agreementType=MicrosoftCloudAgreement', []],
        ['?agreementType=MicrosoftCustomerAgreement', [confirmed]],
        ['?agreementType=*', [confirmed]],
      ] as const) {
        const { body } = await agent.get(`/v1/customers/${customerId}/agreements${query}`);
        expect([query, body.totalCount, body.items]).toEqual([query, items.length, items]);
      }
    });

    it('[A4] of a type that there is not are refused', async () => {
      expectFault(await agent.get(`/v1/customers/${customerId}/agreements?agreementType=Lease`), 'agreementType');
    });
  });

  function attest(changes: Parameters<typeof attestation>[0] = {}, client = agent): Promise<ApiAnswer<Confirmation>> {
    return client.post(`/v1/customers/${customerId}/agreements`, attestation(changes));
  }

  function order(): Promise<ApiAnswer> {
    return agent.post(`/v1/customers/${customerId}/orders`, newOrder());
  }

  async function confirmations(): Promise<{ totalCount: number; items: { primaryContact: object }[] }> {
    return (await agent.get<Page<Required<Confirmation>>>(`/v1/customers/${customerId}/agreements?agreementType=*`))
      .body;
  }
});
