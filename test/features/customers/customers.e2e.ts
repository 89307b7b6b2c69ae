import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { cspRegionOf } from '#lib/countries';
import { Databases } from '../../support/platform/databases.js';
import { attestation, customerTemplate, newCustomer, newOrder, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { writtenCustomers, type WrittenCustomer } from '../../support/scenes/written-customers.js';

interface Listed {
  id: string;
}

interface PageLink {
  uri: string;
  headers: { value: string }[];
}

interface Page {
  items: Listed[];
  links: { next?: PageLink; previous?: PageLink };
  continuationToken?: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('customers and their orders', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let partner: TestOrganisation;
  /** Partners without a customer, each for one test. */
  let spare: TestOrganisation[];
  let agent: ApiClient;
  let reseller: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [partner, ...spare] = (await platform.partners(...Array<string>(8).fill('direct-bill'))) as [
      TestOrganisation,
      ...TestOrganisation[],
    ];
    agent = partner.user('AdminAgent');
    reseller = await platform.partner('indirect-reseller');
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  describe('a created customer', () => {
    it('[C1] carries what was sent, with its culture in the usual spelling, and links', async () => {
      const domain = uniqueDomain();
      const sent = { email: 'ana@contoso.com', language: 'Pt', companyName: 'Contoso', firstName: 'Ana' };
      const defaultAddress = {
        middleName: 'B.',
        region: 'West',
        city: 'Redmond',
        state: 'WA',
        addressLine1: 'One Way',
        addressLine2: 'Suite 2',
        postalCode: '98052',
        firstName: 'Ana',
        lastName: 'Silva',
        phoneNumber: '41',
      };
      const { status, body } = await agent.post('/v1/customers', {
        companyProfile: { domain: domain.toUpperCase() },
        billingProfile: { ...sent, culture: 'PT-br', defaultAddress: { ...defaultAddress, country: 'us' } },
      });
      const { id } = body;
      expect(status).toBe(201);
      expect(id).toMatch(guid);
      expect(body).toEqual({
        id,
        commerceId: id,
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: true,
        companyProfile: {
          tenantId: id,
          domain,
          companyName: 'Contoso',
          email: 'ana@contoso.com',
          address: { ...defaultAddress, country: 'US' },
          links: linkTo(`/customers/${id}/profiles/company`),
          attributes: { objectType: 'CustomerCompanyProfile' },
        },
        billingProfile: {
          id: expect.stringMatching(guid) as string,
          ...sent,
          culture: 'pt-BR',
          defaultAddress: { ...defaultAddress, country: 'US' },
          links: linkTo(`/customers/${id}/profiles/billing`),
          attributes: { objectType: 'CustomerBillingProfile', etag: expect.stringMatching(/^-?\d+$/) as string },
        },
        userCredentials: { userName: 'admin', password: expect.stringMatching(/^.{12,}$/) as string },
        links: linkTo(`/customers/${id}`),
        attributes: { objectType: 'Customer' },
      });
    });

    it('[C5] is answered in full by its id in any casing, without credentials; in the list without its billing profile', async () => {
      const { userCredentials: _once, ...created } = (await agent.post('/v1/customers', newCustomer())).body;
      const { billingProfile: _full, allowDelegatedAccess: _only, ...listed } = created;
      const { address: _also, email: _too, ...companyProfile } = listed.companyProfile;
      expect((await agent.get(`/v1/customers/${String(created.id).toUpperCase()}`)).body).toEqual(created);
      expect(await itemsOf(agent, '?size=500')).toContainEqual({ ...listed, companyProfile });
    });

    it('[C1] has a password of its own', async () => {
      const created = await Promise.all([1, 2, 3].map(() => agent.post('/v1/customers', newCustomer())));
      expect(new Set(created.map(({ body }) => body.userCredentials.password)).size).toBe(3);
    });

    it('[C1] has a domain that nobody else gets, in any casing', async () => {
      const domain = uniqueDomain();
      await agent.post('/v1/customers', newCustomer({ domain }));
      const again = await agent.post('/v1/customers', newCustomer({ domain: domain.toUpperCase() }));
      expect([again.status, again.body.code]).toEqual([409, 2000]);
      expect(again.body.description).toContain(domain);
    });

    it('[C1] of five that want one domain at once exactly one comes to be', async () => {
      const domain = uniqueDomain();
      const five = [1, 2, 3, 4, 5].map(() => agent.post('/v1/customers', newCustomer({ domain })));
      expect((await Promise.all(five)).map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    });
  });

  it('[C1] [C5] customers of a whole region are created as their owners write them, told as they were sent, and found by name', async () => {
    const european = (await platform.partner('direct-bill', { country: 'DE' })).user('AdminAgent');
    const region = cspRegionOf('DE')?.countries ?? [];
    const written = writtenCustomers().filter(({ country }) => region.includes(country));
    expect(new Set(written.map(({ country }) => country)).size).toBeGreaterThan(35);
    const kept = (sent: string): string => sent.normalize('NFC').trim();
    const check = async ({
      companyName,
      email,
      culture,
      language,
      organizationRegistrationNumber,
      ...sent
    }: WrittenCustomer) => {
      const answer = await european.post('/v1/customers', {
        companyProfile: { domain: uniqueDomain(), organizationRegistrationNumber },
        billingProfile: { companyName, email, culture, language, defaultAddress: sent },
      });
      expect([answer.status, answer.body.description]).toEqual([201, undefined]);
      const { id } = answer.body;
      const { companyProfile } = (await european.get(`/v1/customers/${id}`)).body;
      expect(companyProfile.companyName).toBe(kept(companyName));
      const address = Object.entries(sent).map(([name, value]) => [name, kept(value)]);
      expect(companyProfile.address).toEqual(Object.fromEntries(address));
      for (const form of ['NFC', 'NFD']) {
        const Value = companyName.trim().slice(0, 9).toUpperCase().normalize(form);
        const filter = JSON.stringify({ Field: 'CompanyName', Value, Operator: 'starts_with' });
        const found = await itemsOf(european, `?size=500&filter=${encodeURIComponent(filter)}`);
        expect(found).toContainEqual(expect.objectContaining({ id }));
      }
    };
    for (let next = 0; next < written.length; next += 10) await Promise.all(written.slice(next, next + 10).map(check));
  }, 60_000);

  describe('a request that is repeated', () => {
    it('[C1] creates one customer, and each of five at once gets the same answer', async () => {
      const domain = uniqueDomain();
      const request = newCustomer({ domain });
      const answers = await fiveTimes((headers) => agent.post('/v1/customers', request, headers));
      expectOneAnswer(answers, 201);
      expect(answers[0]?.body.userCredentials.password).toBeDefined();
      expect(await itemsOf(agent, filterBy('Domain', domain))).toHaveLength(1);
    });

    it('[C1] is the same one on a path in another spelling', async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', request, headers);
      const second = await agent.post('/V1//Customers/', request, headers);
      expect([second.status, second.body]).toEqual([201, first.body]);
    });

    it('[C1] is another one with another body, and gets a customer of its own', async () => {
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', newCustomer(), headers);
      const second = await agent.post('/v1/customers', newCustomer(), headers);
      expect([second.status, second.body.id === first.body.id]).toEqual([201, false]);
    });

    it("[C1] is another one by another user, who does not get the first one's password", async () => {
      const request = newCustomer();
      const headers = { 'ms-requestid': randomUUID() };
      expect((await agent.post('/v1/customers', request, headers)).status).toBe(201);
      expect((await partner.user('SalesAgent').post('/v1/customers', request, headers)).status).toBe(409);
    });

    it('[C8] places one order, and each of five at once gets the same answer', async () => {
      const customerId = await attestedCustomer();
      const path = `/v1/customers/${customerId}/orders`;
      expectOneAnswer(await fiveTimes((headers) => agent.post(path, newOrder(), headers)), 201);
      expect(await ordersOf(customerId)).toHaveLength(1);
    });

    it('[C8] places another order with another body, or without its id', async () => {
      const customerId = await attestedCustomer();
      const path = `/v1/customers/${customerId}/orders`;
      const headers = { 'ms-requestid': randomUUID() };
      const none = { 'ms-requestid': '' };
      const answers = [
        await agent.post(path, newOrder(), headers),
        await agent.post(path, newOrder({ quantity: 2 }), headers),
        await agent.post(path, newOrder(), none),
        await agent.post(path, newOrder(), none),
      ];
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
      expect(await ordersOf(customerId)).toHaveLength(4);
    });

    it('[A3] confirms once, and each of five at once gets the same answer', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const path = `/v1/customers/${id}/agreements`;
      expectOneAnswer(await fiveTimes((headers) => agent.post(path, attestation(), headers)), 201);
      expect((await agent.get(`${path}?agreementType=*`)).body.totalCount).toBe(1);
    });

    it('[A7] was refused, and goes through with the same id once what it lacked is there', async () => {
      const { id } = (await agent.post('/v1/customers', newCustomer())).body;
      const headers = { 'ms-requestid': randomUUID() };
      const order = newOrder();
      expect((await agent.post(`/v1/customers/${id}/orders`, order, headers)).body.code).toBe(13605);
      await agent.post(`/v1/customers/${id}/agreements`, attestation());
      expect((await agent.post(`/v1/customers/${id}/orders`, order, headers)).status).toBe(201);
    });
  });

  describe('a list', () => {
    it('[C5] is walked by token, without a size, and stays stable while customers are created', async () => {
      const client = ownAgent();
      const before = await create(client, 7);
      const created: string[] = [];
      const seen: string[] = [];
      let page = (await client.get('/v1/customers?size=2')).body;
      for (;;) {
        seen.push(...page.items.map(({ id }: Listed) => id));
        expect(page.totalCount).toBe(page.items.length);
        if (!page.links.next) break;
        expect(page.items).toHaveLength(2);
        expect(page.links.next).toMatchObject({
          uri: '/customers?size=2&seekOperation=Next',
          headers: [{ key: 'MS-ContinuationToken', value: page.continuationToken }],
        });
        if (created.length < 4) created.push(...(await create(client, 2)));
        const token = String(page.continuationToken);
        page = (await client.get('/v1/customers?seekOperation=Next', { 'ms-continuationtoken': token })).body;
      }
      expect(page.continuationToken).toBeUndefined();
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((id) => !seen.includes(id))).toEqual([]);
      expect(seen.filter((id) => ![...before, ...created].includes(id))).toEqual([]);
    });

    it('[C5] holds all without a size, with size 0, and by query names in any casing', async () => {
      const client = ownAgent();
      const ids = (await create(client, 3)).sort();
      for (const query of ['', '?size=0', '?size=500', '?SIZE=3']) {
        const { items, links } = (await client.get(`/v1/customers${query}`)).body;
        expect([query, items.map(({ id }: Listed) => id), links.next]).toEqual([query, ids, undefined]);
      }
      const { continuationToken } = (await client.get('/v1/customers?size=1')).body;
      const token = { 'ms-continuationtoken': String(continuationToken) };
      const next = await client.get('/v1/customers?SeekOperation=next', token);
      expect(next.body.items.map(({ id }: Listed) => id)).toEqual([ids[1]]);
      const first = await client.get('/v1/customers?size=1&seekOperation=First', token);
      expect(first.body.items.map(({ id }: Listed) => id)).toEqual([ids[0]]);
    });

    it('[C5] of a partner without customers has items, and none', async () => {
      const { status, body } = await ownAgent().get('/v1/customers');
      expect(status).toBe(200);
      expect(body).toEqual({
        totalCount: 0,
        items: [],
        links: linkTo('/customers'),
        attributes: { objectType: 'Collection' },
      });
    });

    it("[C5] shows nothing of another partner, and does not go on with that partner's token", async () => {
      const [one, other] = [ownAgent(), ownAgent()];
      await create(one, 3);
      const own = await create(other, 2);
      const token = { 'ms-continuationtoken': String((await one.get('/v1/customers?size=1')).body.continuationToken) };
      expectRefused(await other.get('/v1/customers?seekOperation=Next', token), 'MS-ContinuationToken');
      const { items } = (await other.get('/v1/customers')).body;
      expect(items.map(({ id }: Listed) => id)).toEqual(own.sort());
    });

    it('[C5] is walked by its links backward from the last page as forward, while customers come and go', async () => {
      const client = ownAgent();
      const kept = (await create(client, 7)).sort();
      const created: string[] = [];
      const listed = async (uri: string, token?: string): Promise<Page> => {
        const { body } = await client.get(`/v1${uri}`, token === undefined ? {} : { 'ms-continuationtoken': token });
        return body as Page;
      };
      const walk = async (direction: 'next' | 'previous', begin: Page): Promise<Page[]> => {
        const pages = [begin];
        for (let link = begin.links[direction]; link; link = pages.at(-1)?.links[direction]) {
          if (created.length < 2) created.push(...(await create(client, 1)));
          pages.push(await listed(link.uri, link.headers[0]?.value));
        }
        return pages;
      };
      const idsOf = (pages: Page[]): string[] => pages.flatMap(({ items }) => items.map(({ id }) => id));

      const backward = await walk('previous', await listed('/customers?size=3&seekOperation=Last'));
      const seen = idsOf(backward.reverse());
      expect(seen).toEqual([...new Set(seen)].sort());
      expect(kept.filter((id) => !seen.includes(id))).toEqual([]);
      const all = [...kept, ...created].sort();
      const forward = await walk('next', await listed('/customers?size=3'));
      expect(forward.map(({ items }) => items.length)).toEqual([3, 3, 3]);
      expect(forward.map(({ links }) => [links.previous?.uri, links.next?.uri])).toEqual([
        [undefined, '/customers?size=3&seekOperation=Next'],
        ['/customers?size=3&seekOperation=Previous', '/customers?size=3&seekOperation=Next'],
        ['/customers?size=3&seekOperation=Previous', undefined],
      ]);
      expect(idsOf(forward)).toEqual(all);
      const token = forward[1]?.continuationToken;
      const sought = async (operation: string): Promise<string[]> =>
        idsOf([await listed(`/customers?seekOperation=${operation}`, token)]);
      expect(await sought('Previous')).toEqual(all.slice(0, 3));
      expect(await sought('First')).toEqual(all.slice(0, 3));
      expect(await sought('Next')).toEqual(all.slice(6));
      expect(await sought('Last')).toEqual(all.slice(6));
    });

    it.each([
      ['no token', undefined],
      ['a token that is none', 'abc'],
      ['a token of something else', tokenOf({ size: 1, after: { $gt: '' } })],
      ['a token with a size that is none', tokenOf({ size: 'all', after: '' })],
      ['a token with a larger size than there is', tokenOf({ size: 1_000_000, after: '' })],
    ])('[C5] refuses to go on with %s', async (_name, token) => {
      const headers = token === undefined ? undefined : { 'ms-continuationtoken': token };
      expectRefused(await agent.get('/v1/customers?seekOperation=Next', headers), 'MS-ContinuationToken');
    });

    it.each([
      ['size', '-1'],
      ['size', '501'],
      ['size', 'many'],
      ['seekOperation', 'Sideways'],
      ['seekOperation', 'PageIndex'],
      ['filter', '{'],
      ['filter', '{"Field":"CompanyName"}'],
      ['filter', '{"Field":"Country","Value":"U","Operator":"starts_with"}'],
      ['filter', '{"Field":"CompanyName","Value":"C","Operator":"contains"}'],
      ['filter', '{"Field":"IndirectReseller","Value":"Alder","Operator":"starts_with"}'],
      ['filter', '{"Field":"CompanyName","Value":{"$gt":""},"Operator":"starts_with"}'],
    ])('[C5] refuses the query %s=%s, and names it', async (name, value) => {
      expectRefused(await agent.get(`/v1/customers?${name}=${encodeURIComponent(value)}`), name);
    });
  });

  describe('a filter', () => {
    const names = ['Contoso Ltd', 'contoso bakery', 'Fabrikam 100% (1+1) "Ünique"', 'Fourth Coffee'];
    const byDotNet = '{"Field":"CompanyName","Value":"CONTOSO L","Operator":"starts_with"}';
    const byJava = '{"value":"Contoso L","field":"CompanyName","fieldType":"String","operator":"StartsWith"}';
    let client: ApiClient;
    let fourthDomain: string;

    beforeAll(async () => {
      client = ownAgent();
      fourthDomain = uniqueDomain();
      for (const companyName of names) {
        const domain = companyName === 'Fourth Coffee' ? fourthDomain : uniqueDomain();
        await client.post('/v1/customers', newCustomer({ companyName, domain }));
      }
    }, 120_000);

    it.each([
      ["as the documents and .NET's SDK write it", encodeURIComponent(byDotNet), ['Contoso Ltd']],
      ["as Java's SDK writes it", new URLSearchParams({ q: byJava }).toString().slice(2), ['Contoso Ltd']],
      ['by a prefix in any casing', asQuery('CompanyName', 'cOnToSo'), ['Contoso Ltd', 'contoso bakery']],
      ['by a name that is no pattern', asQuery('CompanyName', 'fabrikam 100% (1+1) "ün'), [names[2]]],
      ['by what no name begins with', asQuery('CompanyName', 'ontoso'), []],
      ['by everything that could be a pattern', asQuery('CompanyName', '.*'), []],
    ])('[C5] finds customers %s', async (_spelling, filter, found) => {
      expect(await namesOf(`?size=0&filter=${filter}`)).toEqual([...found].sort());
    });

    it('[C5] finds a customer by its domain, and by two conditions', async () => {
      const domain = { Field: 'Domain', Value: fourthDomain.toUpperCase(), Operator: 'starts_with' };
      const both = (name: string): string =>
        encodeURIComponent(
          JSON.stringify({
            LeftFilter: domain,
            RightFilter: { Field: 'CompanyName', Value: name, Operator: 'starts_with' },
            Operator: 'and',
          }),
        );
      expect(await namesOf(`?filter=${encodeURIComponent(JSON.stringify(domain))}`)).toEqual(['Fourth Coffee']);
      expect(await namesOf(`?filter=${both('Fourth')}`)).toEqual(['Fourth Coffee']);
      expect(await namesOf(`?filter=${both('Contoso')}`)).toEqual([]);
    });

    it('[C5] with two conditions on one field is refused', async () => {
      const [one, other] = ['Con', 'Contoso'].map((Value) => ({
        Field: 'CompanyName',
        Value,
        Operator: 'starts_with',
      }));
      const filter = JSON.stringify({ LeftFilter: one, RightFilter: other, Operator: 'and' });
      expectRefused(await client.get(`/v1/customers?filter=${encodeURIComponent(filter)}`), 'filter');
    });

    it('[C5] goes on through all pages', async () => {
      const first = (await client.get(`/v1/customers?size=1&filter=${asQuery('CompanyName', 'Contoso')}`)).body;
      const token = { 'ms-continuationtoken': String(first.continuationToken) };
      const second = (await client.get('/v1/customers?seekOperation=Next', token)).body;
      const found = [...first.items, ...second.items].map((item) => String(item.companyProfile.companyName));
      expect(found.sort()).toEqual(['Contoso Ltd', 'contoso bakery']);
      expect(second.continuationToken).toBeUndefined();
    });

    async function namesOf(query: string): Promise<string[]> {
      const { items } = (await client.get(`/v1/customers${query}`)).body;
      return items
        .map(({ companyProfile }: { companyProfile: { companyName: string } }) => companyProfile.companyName)
        .sort();
    }
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
      expectRefused(await agent.post('/v1/customers', withField(newCustomer(), field, value)), field);
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
      expectRefused(answer, field.split('.').at(-1) ?? '');
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
      const post = (type: string): ReturnType<typeof sendRaw> =>
        sendRaw('POST', '/v1/customers', { ...authorization(), 'content-type': type }, body);
      const refused = await post('application/json');
      expect([refused.status, JSON.parse(refused.text).description]).toEqual([
        400,
        'The request body is not UTF-8: send UTF-8, or name its charset in the Content-Type header.',
      ]);
      expect((await post('application/json; charset=klingon')).status).toBe(400);
      const read = await post('application/json; charset=iso-8859-1');
      expect([read.status, JSON.parse(read.text).companyProfile.companyName]).toEqual([201, 'Müller & Söhne']);
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
      const { status, text: answer } = await sendRaw('POST', '/v1/customers', { ...json(), [header]: value }, body);
      expect([status, JSON.parse(answer).code]).toEqual([413, 2000]);
    });

    it('[C1] of almost 1 MB with fields that nobody knows is read', async () => {
      const body = { ...newCustomer(), unknown: 'n'.repeat(1_000_000) };
      expect((await agent.post('/v1/customers', body)).status).toBe(201);
    });

    it("[C1] [A3] [C8] may be .NET's: keys in PascalCase, nulls, enums in its spelling", async () => {
      const customer = await agent.post('/v1/customers', {
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
      const agreement = await agent.post(`${path}/agreements`, {
        UserId: null,
        AgreementLink: null,
        Type: 'MicrosoftCustomerAgreement',
        TemplateId: customerTemplate,
        DateAgreed: '2024-06-14T10:30:00.1234567Z',
        PrimaryContact: { FirstName: 'Tania', LastName: 'Carr', Email: 'tania@contoso.com', PhoneNumber: null },
      });
      expect([agreement.status, agreement.body.dateAgreed]).toEqual([201, '2024-06-14T10:30:00.123Z']);

      const item = { LineItemNumber: 0, OfferId: 'offer-1', Quantity: 3, SubscriptionId: null, FriendlyName: null };
      const order = await agent.post(`${path}/orders`, {
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

  describe('an order', () => {
    it('[C8] answers a subscription for each line, and keeps what was ordered', async () => {
      const customerId = await attestedCustomer();
      const renewsTo = await orderedSubscription(customerId);
      const partnerIdOnRecord = reseller.mpnId;
      const provisioningContext = { Scope: 'Shared', subscriptionId: randomUUID() };
      const lineItems = [
        { lineItemNumber: 1, offerId: 'offer-2', quantity: 5, termDuration: 'P1Y', renewsTo, provisioningContext },
        { lineItemNumber: 0, offerId: 'offer-1', quantity: 1, friendlyName: 'Mail', partnerIdOnRecord },
      ];
      const { status, body } = await agent.post(`/v1/customers/${customerId}/orders`, {
        referenceCustomerId: customerId.toUpperCase(),
        billingCycle: 'Monthly',
        currencyCode: 'USD',
        lineItems,
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        referenceCustomerId: customerId,
        billingCycle: 'monthly',
        currencyCode: 'USD',
        status: 'completed',
        lineItems: [
          { ...lineItems[0], subscriptionId: renewsTo, renewsTo: { subscriptionId: renewsTo } },
          { ...lineItems[1], subscriptionId: expect.stringMatching(guid) as string },
        ],
        links: linkTo(`/customers/${customerId}/orders/${body.id}`),
      });
    });

    it('[C8] renews a subscription of this customer, and no other', async () => {
      const [customerId, otherId] = [await attestedCustomer(), await attestedCustomer()];
      const renewsTo = await orderedSubscription(customerId);
      expect((await agent.post(`/v1/customers/${customerId}/orders`, newOrder({ renewsTo }))).status).toBe(201);
      for (const foreign of [renewsTo, randomUUID()]) {
        const answer = await agent.post(`/v1/customers/${otherId}/orders`, newOrder({ renewsTo: foreign }));
        expectRefused(answer, foreign);
      }
    });

    async function orderedSubscription(customerId: string): Promise<string> {
      const { lineItems } = (await agent.post(`/v1/customers/${customerId}/orders`, newOrder())).body;
      return String(lineItems[0].subscriptionId);
    }
  });

  it('[C6] a customer is not deleted outside of a sandbox: 900127', async () => {
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    const { status, body } = await agent.delete(`/v1/customers/${id}`);
    expect([status, body.code]).toEqual([400, 900127]);
    expect((await agent.get(`/v1/customers/${id}`)).status).toBe(200);
  });

  describe('a path', () => {
    it.each(['/v1//customers?size=1', '/v1/customers/?size=1', '/V1/Customers?size=1', '//v1//customers//?size=1'])(
      '[C5] may be spelled %s',
      async (path) => {
        expect((await agent.get(path)).status).toBe(200);
      },
    );

    it('[C8] with an id may be spelled in any way too', async () => {
      const customerId = await attestedCustomer();
      const answer = await agent.post(`/V1//Customers/${customerId.toUpperCase()}//ORDERS/`, newOrder());
      expect([answer.status, answer.body.referenceCustomerId]).toEqual([201, customerId]);
    });

    it('[C5] with an id that is no GUID is refused', async () => {
      expectRefused(await agent.get('/v1/customers/contoso'), 'customerId');
      expectRefused(await agent.post('/v1/customers/contoso/orders', newOrder()), 'customerId');
      expectRefused(await agent.post('/v1/customers/contoso/agreements', attestation()), 'customerId');
    });

    it.each(['/', '/v1', '/v1/nothing', '/v1/customers/a/b/c/d', '/customers'])(
      '[I2] that nobody answers, such as %s, is 404, with or without a token',
      async (path) => {
        for (const client of [agent, anonymous()]) {
          const { status, body } = await client.get(path);
          expect([status, body.code]).toEqual([404, 1000]);
        }
      },
    );

    it.each([
      ['DELETE', '/v1/customers'],
      ['PUT', '/v1/customers'],
      ['POST', '/v1/agreements'],
      ['DELETE', `/v1/customers/${randomUUID()}/orders`],
    ])('[I2] that does not take %s answers 405', async (method, path) => {
      const { status, body } = await agent.send(method, path);
      expect([status, body.code]).toEqual([405, 2000]);
      expect(body.description).toContain(method);
    });
  });

  describe('HTTP', () => {
    it('[I2] the ids of a request come back, in successes and in refusals', async () => {
      const ids = { 'ms-requestid': randomUUID(), 'ms-correlationid': randomUUID() };
      const answers = [
        await agent.get('/v1/customers', ids),
        await agent.post('/v1/customers', {}, ids),
        await agent.get('/v1/nothing', ids),
        await anonymous().get('/v1/customers', ids),
      ];
      for (const { headers } of answers) {
        expect(headers.get('ms-requestid')).toBe(ids['ms-requestid']);
        expect(headers.get('ms-correlationid')).toBe(ids['ms-correlationid']);
        expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      }
    });

    it('[I2] a request without ids gets some, and does not get back what is no id', async () => {
      const none = await sendRaw('GET', '/v1/customers', authorization());
      expect(none.headers['ms-requestid']).toMatch(guid);
      expect(none.headers['ms-correlationid']).toMatch(guid);
      const strange = { ...authorization(), 'ms-requestid': '<script>', 'ms-correlationid': 'x'.repeat(1_000) };
      const { status, headers } = await sendRaw('GET', '/v1/customers', strange);
      expect([status, headers['ms-requestid'], headers['ms-correlationid']]).toEqual([
        200,
        expect.stringMatching(guid),
        expect.stringMatching(guid),
      ]);
    });

    it('[I2] nothing is compressed for a client that does not ask for it', async () => {
      const { status, headers, text: answer } = await sendRaw('GET', '/v1/customers?size=500', authorization());
      expect([status, headers['content-encoding']]).toEqual([200, undefined]);
      expect(JSON.parse(answer).attributes.objectType).toBe('Collection');
    });

    it('[C1] a client that expects 100-continue gets it, then sends the body', async () => {
      const body = JSON.stringify(newCustomer());
      const headers = { ...json(), 'content-length': String(body.length), expect: '100-continue' };
      const outgoing = httpRequest(`${gatewayUrl()}/v1/customers`, { method: 'POST', headers, agent: false });
      const answered = new Promise<number | undefined>((resolve, reject) => {
        outgoing.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject);
      });
      const continued = new Promise<void>((resolve) => outgoing.once('continue', resolve));
      outgoing.flushHeaders();
      await continued;
      outgoing.end(body);
      expect(await answered).toBe(201);
    });

    it('[I2] what is no HTTP is answered 400, and others are served on', async () => {
      const { hostname, port } = new URL(gatewayUrl());
      const socket = connect(Number(port), hostname, () => socket.write('\u0000garbage\r\n\r\n'));
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
      expect((await agent.get('/v1/customers?size=1')).status).toBe(200);
    });
  });

  /** An agent of a partner that no other test sees. */
  function ownAgent(): ApiClient {
    const own = spare.pop();
    if (!own) throw new Error('There are more tests than partners: set up another one.');
    return own.user('AdminAgent');
  }

  function anonymous(): ApiClient {
    return new ApiClient(gatewayUrl());
  }

  async function attestedCustomer(): Promise<string> {
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    await agent.post(`/v1/customers/${id}/agreements`, attestation());
    return String(id);
  }

  async function ordersOf(customerId: string): Promise<object[]> {
    const orders = await databases.all<{ state: { customerId: string } }>('customers', 'orders');
    return orders.filter(({ state }) => state.customerId === customerId);
  }

  function gatewayUrl(): string {
    return platform.gatewayUrl;
  }

  function authorization(): Record<string, string> {
    return { authorization: `Bearer ${agent.token}` };
  }

  function json(): Record<string, string> {
    return { ...authorization(), 'content-type': 'application/json' };
  }

  /** With exactly these headers: `fetch` adds its own. */
  async function sendRaw(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | Buffer = '',
  ): Promise<{ status?: number; headers: Record<string, unknown>; text: string }> {
    const options = { method, headers, agent: false };
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      httpRequest(`${gatewayUrl()}${path}`, options, resolve).once('error', reject).end(body),
    );
    return { status: response.statusCode, headers: response.headers, text: await text(response) };
  }
});

function linkTo(uri: string): object {
  return { self: { uri, method: 'GET', headers: [] } };
}

async function itemsOf(client: ApiClient, query: string): Promise<object[]> {
  return (await client.get(`/v1/customers${query}`)).body.items as object[];
}

async function create(client: ApiClient, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => client.post('/v1/customers', newCustomer())));
  return answers.map(({ body }) => String(body.id));
}

/** Five requests with one id at once, as Java's SDK sends them. */
function fiveTimes(send: (headers: Record<string, string>) => Promise<ApiAnswer>): Promise<ApiAnswer[]> {
  const headers = { 'ms-requestid': randomUUID() };
  return Promise.all([1, 2, 3, 4, 5].map(() => send(headers)));
}

function expectOneAnswer(answers: ApiAnswer[], expected: number): void {
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => expected));
  expect(answers.map(({ body }) => body)).toEqual(answers.map(() => answers[0]?.body));
}

function expectRefused({ status, body }: ApiAnswer, words: string): void {
  expect([status, body.code]).toEqual([400, 2000]);
  expect(body.description).toContain(words);
}

function asQuery(field: string, value: string): string {
  return encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: 'starts_with' }));
}

function filterBy(field: string, value: string): string {
  return `?filter=${asQuery(field, value)}`;
}

function tokenOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

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
