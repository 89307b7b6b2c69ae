import { type ApiClient } from '../../support/clients/api-client.js';
import { customerTemplate, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { expectFault } from '../../support/wire/answers.js';
import { sendExactly } from '../../support/clients/exact-request.js';
import { type Refusal } from '../../support/wire/body.js';
import { type Customer, type Confirmation, type Order } from '../../support/wire/resources.js';

describe('the body of a request', () => {
  let platform: TestPlatform;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
  });

  describe('a body', () => {
    it.each([
      ['companyProfile', undefined],
      ['companyProfile.domain', undefined],
      ['companyProfile.domain', 'no domain'],
      ['companyProfile.domain', 'microsoft.com'],
      ['companyProfile.domain', 'onmicrosoft.com'],
      ['companyProfile.domain', 'a.b.onmicrosoft.com'],
      ['companyProfile.domain', `${'c'.repeat(28)}.onmicrosoft.com`],
      ['companyProfile.domain', 'contoso.onmicrosoft.us'],
      ['companyProfile.domain', 'bücher.onmicrosoft.com'],
      ['billingProfile', 'text'],
      ['billingProfile.email', 'nobody'],
      ['billingProfile.culture', 'english'],
      ['billingProfile.language', undefined],
      ['billingProfile.companyName', 5],
      ['billingProfile.companyName', ''],
      ['billingProfile.companyName', 'n'.repeat(201)],
      ['billingProfile.defaultAddress', undefined],
      ['billingProfile.defaultAddress.country', 'XX'],
      ['billingProfile.defaultAddress.city', null],
      ['billingProfile.defaultAddress.addressLine1', {}],
      ['billingProfile.defaultAddress.firstName', 'n'.repeat(51)],
      ['billingProfile.defaultAddress.lastName', ['Silva']],
    ])('[C1] of a customer with a faulty %s is refused, and the field named', async (field, value) => {
      expectFault(await agent.post('/v1/customers', withField(newCustomer(), field, value)), field);
    });

    it.each([
      ['lineItems', undefined],
      ['lineItems', []],
      ['lineItems', 'text'],
      ['lineItems.0.offerId', undefined],
      ['lineItems.0.quantity', 0],
      ['lineItems.0.quantity', 1.5],
      ['lineItems.0.quantity', '1'],
      ['lineItems.0.lineItemNumber', 1],
      ['lineItems.0.partnerIdOnRecord', 'reseller'],
      ['lineItems.0.renewsTo', 'subscription'],
      ['billingCycle', 'weekly'],
      ['currencyCode', 'money'],
      ['currencyCode', 'JPY'],
    ])('[C8] of an order with a faulty %s is refused, and the field named', async (field, value) => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const answer = await agent.post(`/v1/customers/${id}/orders`, withField(newOrder(), field, value));
      expectFault(answer, field.split('.').at(-1) ?? '');
    });

    it('[C1] says everything that is wrong at once', async () => {
      const { body } = await agent.post('/v1/customers', { billingProfile: { email: 'nobody' } });
      for (const field of ['companyProfile', 'billingProfile.email', 'billingProfile.culture', 'defaultAddress'])
        expect(body.description).toContain(field);
    });

    it.each(['{', '', '[]', '"text"', '5', 'null', '{"companyProfile":{"domain":"a.example"},}'])(
      '[C1] that is no JSON object, such as %s, is refused',
      async (body) => {
        const answer = await agent.send('POST', '/v1/customers', body, { 'content-type': 'application/json' });
        expect([answer.status, answer.body.code]).toEqual([400, 2000]);
      },
    );

    it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      '[C1] of the type %s is refused',
      async (type) => {
        const body = JSON.stringify(newCustomer());
        const answer = await agent.send('POST', '/v1/customers', body, { 'content-type': type });
        expect([answer.status, answer.body.code]).toEqual([415, 2000]);
      },
    );

    it('[C1] is read in the charset that it names, and refused where that is not UTF-8 and not said', async () => {
      const request = newCustomer({ companyName: 'Müller & Söhne' });
      const body = Buffer.from(JSON.stringify(request), 'latin1');
      const post = (type: string): ReturnType<typeof sendExactly> =>
        sendExactly(agent, 'POST', '/v1/customers', { 'content-type': type }, body);
      const refused = await post('application/json');
      expect([refused.status, (JSON.parse(refused.text) as Refusal).description]).toEqual([
        400,
        'The request body is not UTF-8: send UTF-8, or name its charset in the Content-Type header.',
      ]);
      expect((await post('application/json; charset=klingon')).status).toBe(400);
      const read = await post('application/json; charset=iso-8859-1');
      expect([read.status, (JSON.parse(read.text) as Customer).companyProfile.companyName]).toEqual([
        201,
        'Müller & Söhne',
      ]);
    });

    it.each([
      ['5', { companyName: 5 }, 'billingProfile.companyName must be a string.'],
      ['half a character', { companyName: '\ud83d x' }, /companyName must be well-formed Unicode/],
      [
        'a turned direction',
        { companyName: 'a\u202Eb' },
        /companyName must not have control characters such as U\+202E/,
      ],
      ['no city', { city: ' ' }, 'billingProfile.defaultAddress.city is required.'],
      ['the country UK', { country: 'UK' }, /defaultAddress\.country must be .*: use GB\.$/],
    ])('[C1] with %s says in one sentence what would be right', async (_, change, description) => {
      const request = newCustomer() as { billingProfile: { companyName: string; defaultAddress: object } };
      const target = 'companyName' in change ? request.billingProfile : request.billingProfile.defaultAddress;
      Object.assign(target, change);
      const { status, body } = await agent.post('/v1/customers', request);
      expect([status, body.description]).toEqual([
        400,
        typeof description === 'string' ? description : expect.stringMatching(description),
      ]);
    });

    it.each(['with', 'without'])('[C1] larger than 1 MB is refused, %s its length told beforehand', async (length) => {
      const body = JSON.stringify(newCustomer({ companyName: 'n'.repeat(1_048_576) }));
      const [header, value]: [string, string] =
        length === 'with' ? ['content-length', String(body.length)] : ['transfer-encoding', 'chunked'];
      const { status, text: answer } = await sendExactly(
        agent,
        'POST',
        '/v1/customers',
        { 'content-type': 'application/json', [header]: value },
        body,
      );
      expect([status, (JSON.parse(answer) as Refusal).code]).toEqual([413, 2000]);
    });

    it('[C1] of almost 1 MB with fields that nobody knows is read', async () => {
      const body = { ...newCustomer(), unknown: 'n'.repeat(1_000_000) };
      expect((await agent.post('/v1/customers', body)).status).toBe(201);
    });

    it("[C1] [A3] [C8] may be .NET's: keys in PascalCase, nulls, enums in its spelling", async () => {
      const customer = await agent.post<Customer>('/v1/customers', {
        Id: null,
        CommerceId: null,
        RelationshipToPartner: 'unknown',
        AllowDelegatedAccess: null,
        CompanyProfile: {
          TenantId: null,
          Domain: uniqueDomain(),
          CompanyName: null,
          Links: null,
          Attributes: { ObjectType: 'CustomerCompanyProfile' },
        },
        BillingProfile: {
          Id: null,
          FirstName: null,
          LastName: null,
          Email: 'ana@contoso.com',
          Culture: 'EN-US',
          Language: 'En',
          CompanyName: 'Wingtip Toys',
          DefaultAddress: {
            Country: 'US',
            Region: null,
            City: 'Redmond',
            State: 'WA',
            AddressLine1: 'One Way',
            AddressLine2: null,
            PostalCode: '98052',
            FirstName: 'Ana',
            LastName: 'Silva',
            PhoneNumber: null,
          },
          Links: null,
          Attributes: { Etag: null, ObjectType: 'CustomerBillingProfile' },
        },
        UserCredentials: null,
        CustomDomains: null,
        AssociatedPartnerId: null,
        Links: null,
        Attributes: { ObjectType: 'Customer' },
      });
      expect([customer.status, customer.body.companyProfile?.companyName]).toEqual([201, 'Wingtip Toys']);

      const path = `/v1/customers/${customer.body.id}`;
      const agreement = await agent.post<Confirmation>(`${path}/agreements`, {
        UserId: null,
        AgreementLink: null,
        Type: 'MicrosoftCustomerAgreement',
        TemplateId: customerTemplate,
        DateAgreed: '2024-06-14T10:30:00.1234567Z',
        PrimaryContact: { FirstName: 'Tania', LastName: 'Carr', Email: 'tania@contoso.com', PhoneNumber: null },
      });
      expect([agreement.status, agreement.body.dateAgreed]).toEqual([201, '2024-06-14T10:30:00.123Z']);

      const item = { LineItemNumber: 0, OfferId: 'offer-1', Quantity: 3, SubscriptionId: null, FriendlyName: null };
      const order = await agent.post<Order>(`${path}/orders`, {
        Id: null,
        ReferenceCustomerId: customer.body.id,
        BillingCycle: 'OneTime',
        CreationDate: null,
        LineItems: [{ ...item, PartnerIdOnRecord: null, Attributes: { ObjectType: 'OrderLineItem' } }],
        Attributes: { Etag: null, ObjectType: 'Order' },
      });
      expect([order.status, order.body.billingCycle]).toEqual([201, 'one_time']);
    });
  });
});

/** A copy of the body with one field replaced, by its path; undefined takes it away. */
function withField(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<Record<string, unknown>>(
    (part, name) => part[name] as Record<string, unknown>,
    copy as Record<string, unknown>,
  );
  parent[last] = value;
  return copy;
}
