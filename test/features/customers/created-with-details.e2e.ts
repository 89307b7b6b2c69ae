import { type ApiClient } from '../../support/clients/api-client.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer } from '../../support/wire/resources.js';

describe('customers that are created', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let brazilian: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    brazilian = await platform.partner('direct-bill', { country: 'BR' });
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
  });

  describe('a creation', () => {
    const organizationRegistrationNumber = '11.222.333/0001-81';

    it('[C1] in a country that asks for a registration number keeps it in the company profile', async () => {
      const client = brazilian.user('AdminAgent');
      const { status, body } = await client.post<Customer>(
        '/v1/customers',
        inBrazil({ organizationRegistrationNumber }),
      );
      expect([status, body.companyProfile.organizationRegistrationNumber]).toEqual([
        201,
        organizationRegistrationNumber,
      ]);
      const profile = await client.get(`/v1/customers/${body.id}/profiles/company`);
      expect([profile.status, profile.body]).toEqual([200, body.companyProfile]);
    });

    it.each<[string, number, number, () => object]>([
      ['without a registration number', 400, 600049, () => inBrazil({})],
      ['with one of another form', 400, 600050, () => inBrazil({ organizationRegistrationNumber: '12' })],
      ['without a phone', 400, 600051, () => inBrazil({ organizationRegistrationNumber }, { phoneNumber: undefined })],
      ['with an address that is none', 400, 2000, () => inBrazil({ organizationRegistrationNumber }, { state: 'WA' })],
      ['in another region', 403, 2030, () => newCustomer()],
    ])('[C1] %s is refused with %i/%i, and nothing is left of it', async (_, status, code, request) => {
      const body = request() as { companyProfile: { domain: string } };
      const client = brazilian.user('AdminAgent');
      const before = (await client.get('/v1/customers')).body.totalCount;
      const answer = await client.post('/v1/customers', body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect((await client.get('/v1/customers')).body.totalCount).toBe(before);
      expect((await client.send('HEAD', `/v1/domains/${body.companyProfile.domain}`)).status).toBe(404);
    });

    it.each<[string, object, string]>([
      ['a name that is a legal form', { companyName: 'Ltd.' }, 'billingProfile.companyName'],
      ['an address of Microsoft', { email: 'ana@microsoft.com' }, 'microsoft.com'],
    ])('[C1] with %s is refused', async (_, changes, text) => {
      const { companyProfile, billingProfile } = newCustomer() as Record<string, object>;
      const body = { companyProfile, billingProfile: { ...billingProfile, ...changes } };
      const answer = await agent.post('/v1/customers', body);
      expect([answer.status, answer.body.code, answer.body.description]).toEqual([
        400,
        2000,
        expect.stringContaining(text),
      ]);
    });

    it("[C1] with an address of the partner's own domain is refused", async () => {
      const { companyProfile, billingProfile } = newCustomer() as Record<string, object>;
      const email = `ana@${partner.tenantId}.example`;
      const body = { companyProfile, billingProfile: { ...billingProfile, email } };
      const answer = await agent.post('/v1/customers', body);
      expect([answer.status, answer.body.description]).toEqual([400, expect.stringContaining('your own domain')]);
    });
  });

  describe('a check before the creation', () => {
    it('[C1] says whether a domain is taken, in any casing and without a body', async () => {
      const domain = uniqueDomain();
      const prefix = domain.split('.')[0];
      const free = await agent.send('HEAD', `/v1/domains/${domain}`);
      expect([free.status, free.text]).toEqual([404, '']);
      expect((await agent.get(`/v1/validations/checkdomainavailability/${prefix}`)).text).toBe('true');
      await agent.post('/v1/customers', newCustomer({ domain }));
      const taken = await agent.send('HEAD', `/v1/domains/${domain.toUpperCase()}`);
      expect([taken.status, taken.text]).toEqual([200, '']);
      expect((await agent.get(`/v1/validations/checkdomainavailability/${prefix}`)).text).toBe('false');
    });

    it('[C1] of what is no domain is refused', async () => {
      expect((await agent.send('HEAD', '/v1/domains/contoso')).status).toBe(400);
      expect((await agent.send('HEAD', '/v1/domains/microsoft.com')).status).toBe(400);
      expect((await agent.send('HEAD', `/v1/domains/${partner.tenantId}.example`)).status).toBe(200);
      const long = await agent.get(`/v1/validations/checkdomainavailability/${'c'.repeat(28)}`);
      expect([long.status, long.body.description]).toEqual([400, expect.stringContaining('1 to 27')]);
      const { status, body } = await agent.get('/v1/validations/checkdomainavailability/con.toso');
      expect([status, body.code, body.description]).toEqual([400, 2000, expect.stringContaining('domain_prefix')]);
    });

    it("[C1] of an address answers an object, and Java's SDK and PowerShell's module a boolean", async () => {
      const address = { AddressLine1: 'One Way', City: 'Redmond', State: 'wa', PostalCode: '98052', Country: 'US' };
      const booleans = ['Java SDK', 'PowerShell'].map((name) => ({
        'ms-partnercenter-client': `Partner Center ${name}`,
      }));
      const dotNet = await agent.post('/v1/validations/address', address);
      expect([dotNet.status, dotNet.body]).toMatchObject([
        200,
        { status: 'Verified', suggestedAddresses: [{ state: 'WA' }] },
      ]);
      for (const client of booleans)
        expect((await agent.post('/v1/validations/address', address, client)).text).toBe('true');
      const wrong = { ...address, State: 'ZZ' };
      expect((await agent.post('/v1/validations/address', wrong)).body).toMatchObject({
        status: 'None',
        validationMessage: expect.stringContaining('state') as string,
      });
      for (const client of booleans)
        expect((await agent.post('/v1/validations/address', wrong, client)).text).toBe('false');
      const { status, body } = await agent.post('/v1/validations/address', { ...address, Country: 'XX' });
      expect([status, body.code]).toEqual([400, 2000]);
    });

    it('[C1] can go by the rules of a country', async () => {
      const { status, body } = await agent.get('/v1/countryvalidationrules/us');
      expect([status, body]).toMatchObject([
        200,
        { iso2Code: 'US', attributes: { objectType: 'CountryValidationRules' } },
      ]);
      const unknown = await agent.get('/v1/countryvalidationrules/XX');
      expect([unknown.status, unknown.body.code]).toEqual([404, 1000]);
    });
  });
});

function inBrazil(companyProfile: object, address: object = {}): object {
  return {
    companyProfile: { domain: uniqueDomain(), ...companyProfile },
    billingProfile: {
      email: 'ana@contoso.com.br',
      culture: 'pt-BR',
      language: 'pt',
      companyName: 'Contoso',
      defaultAddress: {
        firstName: 'Ana',
        lastName: 'Silva',
        addressLine1: 'Rua 1',
        city: 'Curitiba',
        state: 'PR',
        postalCode: '80010-000',
        country: 'BR',
        phoneNumber: '+55 41 3333-4444',
        ...address,
      },
    },
  };
}
