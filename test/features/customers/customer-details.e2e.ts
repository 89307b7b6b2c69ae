import { randomUUID } from 'node:crypto';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import {
  type Customer,
  type BillingProfile,
  type Order,
  type Qualification,
  type CustomerUser,
} from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const json = { 'content-type': 'application/json' };

describe('what is known of customers', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let partner: TestOrganisation;
  let brazilian: TestOrganisation;
  let otherPartner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [partner, otherPartner] = await platform.partners('direct-bill', 'direct-bill');
    brazilian = await platform.partner('direct-bill', { country: 'BR' });
    agent = partner.user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
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

  describe('a billing profile', () => {
    it('[C5] is answered and replaced with the etag in either place; an old etag is refused', async () => {
      const path = await createCustomer();
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      expect((await agent.get<Customer>(path)).body.billingProfile).toEqual(first);

      const renamed = await agent.put(`${path}/profiles/billing`, { ...first, companyName: 'Contoso Group' });
      expect([renamed.status, renamed.body]).toEqual([
        200,
        {
          ...first,
          companyName: 'Contoso Group',
          attributes: { ...first.attributes, etag: expect.not.stringMatching(String(first.attributes.etag)) as string },
        },
      ]);
      expect((await agent.get(path)).body).toMatchObject({
        companyProfile: { companyName: 'Contoso Group' },
        billingProfile: renamed.body,
      });
      const { etag } = renamed.body.attributes;
      const stale = { ...first, companyName: 'Contoso Other' };
      for (const answer of [
        await agent.put(`${path}/profiles/billing`, stale),
        await agent.put(`${path}/profiles/billing`, withoutEtag(stale), { 'if-match': `"${first.attributes.etag}"` }),
      ])
        expect([answer.status, answer.body.code]).toEqual([400, 2055]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(renamed.body);

      const byHeader = await agent.put(`${path}/profiles/billing`, withoutEtag(first), { 'if-match': `"${etag}"` });
      expect([byHeader.status, byHeader.body]).toEqual([200, first]);
      const byNone = await agent.put<BillingProfile>(`${path}/profiles/billing`, withoutEtag(stale));
      expect([byNone.status, byNone.body.companyName]).toEqual([200, 'Contoso Other']);
    });

    it('[C5] is replaced once by a repeated request, which is told the same', async () => {
      const path = await createCustomer();
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      const headers = { 'ms-requestid': randomUUID() };
      const change = { ...first, firstName: 'Bo' };
      const five = [1, 2, 3, 4, 5].map(() => agent.put(`${path}/profiles/billing`, change, headers));
      const answers = await Promise.all(five);
      expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, answers[0]?.body]));
      await eventually('the change is told', () => changesOf(path).length > 0);
      expect(changesOf(path)).toHaveLength(1);
    });

    it('[C5] customer.changed tells of the new name and of no person', async () => {
      const path = await createCustomer();
      const id = String(path.split('/').at(-1));
      const first = (await agent.get(`${path}/profiles/billing`)).body;
      await agent.put(`${path}/profiles/billing`, { ...first, companyName: 'Contoso Group', firstName: 'Zenobia' });
      await eventually('the change is told', () => changesOf(path).length > 0);
      const [{ headers, data }] = changesOf(path) as [(typeof tap.events)[number]];
      expect(headers).toMatchObject({ ce_subject: id, ce_sequence: '2' });
      expect(data).toMatchObject({ customerId: id, companyName: 'Contoso Group' });
      expect(JSON.stringify(data)).not.toContain('Zenobia');
    });

    it('[C5] is not for others: 404 to look at, 20002 to change', async () => {
      const path = await createCustomer();
      const other = brazilian.user('AdminAgent');
      const profile = (await agent.get(`${path}/profiles/billing`)).body;
      for (const name of ['billing', 'company']) {
        const { status, body } = await other.get(`${path}/profiles/${name}`);
        expect([status, body.code]).toEqual([404, 1000]);
      }
      const { status, body } = await other.put(`${path}/profiles/billing`, profile);
      expect([status, body.code]).toEqual([403, 20002]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(profile);
    });

    it('[C5] with a fault is refused, and nothing changes', async () => {
      const path = await createCustomer();
      const profile = (await agent.get<BillingProfile>(`${path}/profiles/billing`)).body;
      const { defaultAddress } = profile;
      const faulty = { ...profile, defaultAddress: { ...defaultAddress, postalCode: 'X' } };
      const answer = await agent.put(`${path}/profiles/billing`, faulty);
      expect([answer.status, answer.body.code, answer.body.description]).toEqual([
        400,
        2000,
        expect.stringContaining('defaultAddress.postalCode'),
      ]);
      expect((await agent.get(`${path}/profiles/billing`)).body).toEqual(profile);
    });

    function changesOf(path: string): typeof tap.events {
      const id = String(path.split('/').at(-1));
      return tap.of(id).filter(({ headers }) => headers['ce_type'] === customerChanged.type);
    }
  });

  describe('the validation of an account', () => {
    it('[C8] forbids orders until the operator allows them, and there is none at first', async () => {
      const operator = await platform.operator();
      const path = await createCustomer();
      const id = String(path.split('/').at(-1));
      const status = (): Promise<ApiAnswer> => agent.get(`${path}/validationStatus?type=Account`);
      const decide = (word: string): Promise<ApiAnswer> =>
        operator.put(`/v1/operator/customers/${id}/validationstatus`, { status: word });
      await agent.post(`${path}/agreements`, attestation());
      const none = await status();
      expect([none.status, none.body]).toMatchObject([
        404,
        {
          code: 600074,
          errorName: 'AccountStatusNotFound',
          description: `Account Status for the customer, ${id} was not found.`,
        },
      ]);
      const renewsTo = (await agent.post<Order>(`${path}/orders`, newOrder())).body.lineItems[0].subscriptionId;

      for (const [word, code] of [
        ['UnderReview', 800073],
        ['Unknown', 800074],
        ['NotAllowed', 800075],
      ] as const) {
        expect((await decide(word)).status).toBe(200);
        expect((await status()).body).toMatchObject({ type: 'account', status: word });
        const order = await agent.post(`${path}/orders`, newOrder());
        expect([order.status, order.body.code]).toEqual([403, code]);
      }
      expect((await agent.post(`${path}/orders`, newOrder({ renewsTo }))).status).toBe(201);
      expect((await decide('not ready')).body.status).toBe('Not Ready');
      expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
      await eventually('it is told', () =>
        tap.of(id).some(({ data }) => (data as { validationStatus?: string }).validationStatus === 'NotReady'),
      );
    });

    it('[C8] is for the operator to decide, of customers that there are', async () => {
      const operator = await platform.operator();
      const path = `/v1/operator/customers/${randomUUID()}/validationstatus`;
      expect((await operator.put(path, { status: 'Allowed' })).status).toBe(404);
      expect((await operator.put(path, { status: 'Fine' })).body).toMatchObject({
        code: 2000,
        description: expect.stringContaining('status must be') as string,
      });
      expect((await partner.user('GlobalAdmin').put(path, { status: 'Allowed' })).body.code).toBe(900150);
    });
  });

  describe('a qualification', () => {
    it('[C1] is a JSON text in the older form and a list in the newer one', async () => {
      const path = await createCustomer();
      const none = await agent.get(`${path}/qualification`);
      expect([none.status, none.text, none.headers.get('content-type')]).toEqual([
        200,
        '"none"',
        'application/json; charset=utf-8',
      ]);
      expect((await agent.put(`${path}/qualification?code=abc`, 'Education')).text).toBe('"education"');
      const added = await agent.post<Qualification>(`${path}/qualifications`, { Qualification: 'Nonprofit' });
      expect([added.status, added.body]).toEqual([
        201,
        {
          qualification: 'nonprofit',
          vettingStatus: 'Approved',
          vettingCreatedDate: expect.any(String),
          vettingCreateDate: added.body.vettingCreatedDate,
        },
      ]);
      const { body: all } = await agent.get(`${path}/qualifications`);
      expect(all).toMatchObject([{ qualification: 'education', validationCode: 'abc' }, added.body]);
      expect((await agent.get(`${path}/qualification`)).text).toBe('"nonprofit"');
      for (const [sent, kept] of [
        ['StateOwnedEntity', 'state_owned_entity'],
        ['GovernmentCommunityCloud', 'government_community_cloud'],
      ])
        expect((await agent.post(`${path}/qualifications?code=7`, { qualification: sent })).body).toMatchObject({
          qualification: kept,
          validationCode: '7',
        });
      const segment = await agent.post(`${path}/qualifications`, {
        qualification: 'Education',
        educationSegment: 'K12',
      });
      expect([segment.status, segment.body.description]).toEqual([400, expect.stringContaining('educationSegment')]);
      expect((await agent.put(`${path}/qualification`, 'none')).text).toBe('"none"');
      expect((await agent.get(`${path}/qualifications`)).body).toEqual([]);
      expect((await agent.put(`${path}/qualification`, 'Government')).body.code).toBe(2000);
    });

    it('[C1] is not for others', async () => {
      const path = await createCustomer();
      const other = brazilian.user('AdminAgent');
      expect((await other.get(`${path}/qualification`)).status).toBe(404);
      const { status, body } = await other.put(`${path}/qualification`, 'education');
      expect([status, body.code]).toEqual([403, 20002]);
    });
  });

  describe("a customer's users", () => {
    const password = 'Ripe-plums-7';
    const company = '62e90394-69f5-4237-9190-012177145e10';
    const billing = 'b0f54661-2d74-4c50-afa3-1ec803f12efe';

    it('[C9] are added with a one-time password, shown, changed and deleted', async () => {
      const { path, domain } = await createWithDomain();
      const request = { userPrincipalName: `Bo@${domain}`, firstName: 'Bo', lastName: 'Reed' };
      const added = await agent.post<CustomerUser>(`${path}/users`, request);
      expect(added.status).toBe(201);
      const { passwordProfile, ...user } = added.body;
      expect(user).toEqual({
        id: expect.stringMatching(guid) as string,
        userPrincipalName: `bo@${domain}`,
        firstName: 'Bo',
        lastName: 'Reed',
        displayName: 'Bo Reed',
        usageLocation: 'US',
        userDomainType: 'none',
        state: 'active',
        links: { self: { uri: `${path.slice(3)}/users/${user.id}`, method: 'GET', headers: [] } },
        attributes: { objectType: 'CustomerUser' },
      });
      expect(passwordProfile).toEqual({
        password: expect.stringMatching(/^.{12,}$/) as string,
        forceChangePassword: true,
      });
      const { items } = (await agent.get<Page<CustomerUser>>(`${path}/users/`)).body;
      expect(items.map(({ displayName }) => displayName).sort()).toEqual(['Bo Reed', 'admin']);
      expect((await agent.get(`${path}/users/${user.id}`)).body).toEqual(user);

      const changes = {
        DisplayName: 'Bo R.',
        UsageLocation: 'gu',
        UserPrincipalName: `reed@${domain}`,
        FirstName: null,
      };
      const changed = await agent.send('PATCH', `${path}/users/${user.id}`, JSON.stringify(changes), json);
      const now = { displayName: 'Bo R.', usageLocation: 'GU', userPrincipalName: `reed@${domain}` };
      expect([changed.status, changed.body]).toEqual([200, { ...user, ...now }]);
      const deleted = await agent.send('DELETE', `${path}/users/${user.id}`);
      expect([deleted.status, deleted.text]).toEqual([204, '']);
      const gone = await agent.get(`${path}/users/${user.id}`);
      expect([gone.status, gone.body.code]).toEqual([404, 60002]);
    });

    it('[C9] are added once by a repeated request, with a password that is not told again', async () => {
      const { path, domain } = await createWithDomain();
      const passwordProfile = { password, forceChangePassword: false };
      const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed', passwordProfile };
      const headers = { 'ms-requestid': randomUUID() };
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(() => agent.post<CustomerUser>(`${path}/users`, request, headers)),
      );
      for (const answer of answers) {
        expect([answer.status, answer.body]).toEqual([201, answers[0]?.body]);
        expect([answer.body.passwordProfile, answer.text.includes(password)]).toEqual([
          { forceChangePassword: false },
          false,
        ]);
      }
      expect((await agent.get(`${path}/users`)).body.totalCount).toBe(2);
      expect((await agent.post(`${path}/users`, request)).status).toBe(409);
    });

    it.each<[string, object, string]>([
      ['of another domain', { userPrincipalName: 'bo@contoso.com' }, "must end with the customer's domain"],
      ['with a name that is none', { userPrincipalName: 'b o@contoso.com' }, 'userPrincipalName must be'],
      ['with a weak password', { passwordProfile: { password: 'plums' } }, 'passwordProfile.password'],
    ])('[C9] %s are refused', async (_, changes, text) => {
      const { path, domain } = await createWithDomain();
      const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed', ...changes };
      const { status, body } = await agent.post(`${path}/users`, request);
      expect([status, body.code, body.description]).toEqual([400, 2000, expect.stringContaining(text)]);
      expect(body.description).not.toContain('plums');
    });

    it('[C9] [C6] are for the partner with admin privileges, after its relationship too, until these end', async () => {
      const { path } = await createWithDomain();
      const stranger = otherPartner.user('AdminAgent');
      const refused = await stranger.get(`${path}/users`);
      expect([refused.status, refused.body.code]).toEqual([403, 2032]);
      expect((await partner.user('SalesAgent').get(`${path}/users`)).body.code).toBe(900150);
      expect((await partner.user('HelpdeskAgent').get(`${path}/users`)).status).toBe(200);
      const [admin] = (await agent.get(`${path}/users`)).body.items as [{ id: string }];
      expect((await agent.send('DELETE', `${path}/users/${admin.id}`)).status).toBe(409);

      const patch = (body: object): Promise<ApiAnswer> => agent.send('PATCH', path, JSON.stringify(body), json);
      expect((await patch({ relationshipToPartner: 'none' })).status).toBe(200);
      expect((await agent.get(path)).status).toBe(404);
      expect((await agent.get(`${path}/users`)).status).toBe(200);
      expect((await patch({ allowDelegatedAccess: false })).status).toBe(200);
      expect((await agent.get(`${path}/users`)).body.code).toBe(2032);
    });

    it('[C9] that were deleted are found by their state, and restored with what they had', async () => {
      const { path, domain } = await createWithDomain();
      const request = { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed' };
      const { passwordProfile: _, ...user } = (await agent.post<CustomerUser>(`${path}/users`, request)).body;
      const one = `${path}/users/${user.id}`;
      const restore = (changes: object = {}): Promise<ApiAnswer> =>
        agent.patch(one, { State: 'Active', Attributes: { ObjectType: 'CustomerUser' }, ...changes });
      const listed = async (state: string): Promise<object[]> => {
        const filter = JSON.stringify({ Field: 'UserState', Value: state, Operator: 'equals' });
        return (await agent.get(`${path}/users?size=500&filter=${encodeURIComponent(filter)}`)).body.items;
      };
      expect((await restore()).body).toEqual(user);
      await agent.post(`${path}/directoryroles/${billing}/usermembers`, { id: user.id });
      expect((await agent.patch(one, { state: 'inactive' })).body.description).toMatch(/^state: delete the user/);
      expect((await agent.delete(one)).status).toBe(204);
      expect(await listed('Active')).toHaveLength(1);
      const softDeletionTime = expect.any(String) as string;
      expect(await listed('Inactive')).toEqual([{ ...user, state: 'inactive', softDeletionTime }]);
      const untouched = await agent.patch(one, { displayName: 'Bo R.' });
      expect([untouched.status, untouched.body.code, untouched.body.description]).toEqual([
        404,
        60002,
        expect.stringContaining('send state "active"'),
      ]);

      expect((await agent.post(`${path}/users`, request)).status).toBe(201);
      expect((await restore()).body.description).toContain('is taken');
      const back = await restore({ UserPrincipalName: `reed@${domain}` });
      expect([back.status, back.body]).toEqual([200, { ...user, userPrincipalName: `reed@${domain}` }]);
      expect((await agent.get(`${one}/directoryroles`)).body.items).toMatchObject([{ id: billing }]);
      expect(await listed('Inactive')).toEqual([]);
    });

    it('[C9] are sorted as it is asked for; what cannot be asked for is refused', async () => {
      const { path, domain } = await createWithDomain();
      for (const [name, displayName] of [
        ['bo', 'Zoe'],
        ['al', 'Yan'],
      ])
        await agent.post(`${path}/users`, {
          userPrincipalName: `${name}@${domain}`,
          firstName: 'A',
          lastName: 'B',
          displayName,
        });
      const names = async (query: string, token = ''): Promise<[string[], string]> => {
        const { items, continuationToken } = (
          await agent.get<Page<CustomerUser>>(`${path}/users?${query}`, { 'ms-continuationtoken': token })
        ).body;
        return [items.map(({ displayName }) => displayName), String(continuationToken)];
      };
      expect((await names('size=0&sortField=DisplayName&sortDirection=Descending'))[0]).toEqual([
        'Zoe',
        'Yan',
        'admin',
      ]);
      const [first, token] = await names('size=2&sortField=UserPrincipalName');
      expect([first, (await names('seekOperation=Next', token))[0]]).toEqual([['admin', 'Yan'], ['Zoe']]);
      for (const query of [
        'sortField=Age',
        'sortField=DisplayName&sortDirection=Up',
        'filter={"Field":"Age","Value":"1","Operator":"equals"}',
      ]) {
        const { status, body } = await agent.get(`${path}/users?${encodeURI(query)}`);
        expect([status, body.code]).toEqual([400, 2000]);
      }
    });

    it('[C9] have directory roles, whose members are shown, added and removed', async () => {
      const { path, domain } = await createWithDomain();
      const { id } = (
        await agent.post(`${path}/users`, { userPrincipalName: `bo@${domain}`, firstName: 'Bo', lastName: 'Reed' })
      ).body;
      const roles = await agent.get(`${path}/directoryroles`);
      expect([roles.status, roles.body.items]).toEqual([
        200,
        [
          { id: company, name: 'Company Administrator', attributes: { objectType: 'DirectoryRole' } },
          { id: billing, name: 'Billing Administrator', attributes: { objectType: 'DirectoryRole' } },
        ],
      ]);
      const members = `${path}/directoryroles/${company.toUpperCase()}/usermembers`;
      const [admin] = (await agent.get(members)).body.items;
      expect(admin).toMatchObject({ userPrincipalName: `admin@${domain}`, roleId: company });
      // As .NET's SDK sends it.
      const member = {
        Id: id,
        DisplayName: 'Bo Reed',
        UserPrincipalName: `bo@${domain}`,
        Attributes: { ObjectType: 'UserMember' },
      };
      const added = await agent.post(members, member);
      expect([added.status, added.body]).toEqual([
        201,
        {
          id,
          displayName: 'Bo Reed',
          userPrincipalName: `bo@${domain}`,
          roleId: company,
          attributes: { objectType: 'UserMember' },
        },
      ]);
      expect((await agent.get(`${path}/users/${id}/directoryroles`)).body.items).toEqual([roles.body.items[0]]);
      expect((await agent.get(members)).body.totalCount).toBe(2);
      expect((await agent.delete(`${members}/${admin?.id}`)).status).toBe(204);
      const last = await agent.delete(`${members}/${id}`);
      expect([last.status, last.body.description]).toEqual([409, expect.stringContaining('last Global admin')]);
      expect((await agent.post(members, { ...member, DisplayName: 'Somebody' })).body.description).toContain(
        'displayName',
      );
      expect((await agent.post(members, { id: randomUUID() })).body.code).toBe(60002);
      const unknown = await agent.get(`${path}/directoryroles/${randomUUID()}/usermembers`);
      expect([unknown.status, unknown.body.description]).toEqual([404, expect.stringContaining(billing)]);
    });

    async function createWithDomain(): Promise<{ path: string; domain: string }> {
      const domain = uniqueDomain();
      const { status, body } = await agent.postPatiently('/v1/customers', newCustomer({ domain }));
      expect(status).toBe(201);
      return { path: `/v1/customers/${body.id}`, domain };
    }
  });

  async function createCustomer(): Promise<string> {
    const { status, body } = await agent.postPatiently('/v1/customers', newCustomer());
    expect(status).toBe(201);
    return `/v1/customers/${body.id}`;
  }
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

function withoutEtag({ attributes: _, ...profile }: { attributes?: object }): object {
  return profile;
}
