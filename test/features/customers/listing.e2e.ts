import { type ApiClient } from '../../support/clients/api-client.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { expectFault } from '../../support/wire/answers.js';
import { type Customer } from '../../support/wire/resources.js';
import { type Listed, type Page } from '../../support/wire/body.js';

describe('lists of customers', () => {
  let platform: TestPlatform;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
  });

  describe('a list', () => {
    it('[C5] is walked by token, without a size, and stays stable while customers are created', async () => {
      const client = await ownAgent();
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
      const client = await ownAgent();
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
      const { status, body } = await (await ownAgent()).get('/v1/customers');
      expect(status).toBe(200);
      expect(body).toEqual({
        totalCount: 0,
        items: [],
        links: linkTo('/customers'),
        attributes: { objectType: 'Collection' },
      });
    });

    it("[C5] shows nothing of another partner, and does not go on with that partner's token", async () => {
      const [one, other] = [await ownAgent(), await ownAgent()];
      await create(one, 3);
      const own = await create(other, 2);
      const token = { 'ms-continuationtoken': String((await one.get('/v1/customers?size=1')).body.continuationToken) };
      expectFault(await other.get('/v1/customers?seekOperation=Next', token), 'MS-ContinuationToken');
      const { items } = (await other.get('/v1/customers')).body;
      expect(items.map(({ id }: Listed) => id)).toEqual(own.sort());
    });

    it('[C5] is walked by its links backward from the last page as forward, while customers come and go', async () => {
      const client = await ownAgent();
      const kept = (await create(client, 7)).sort();
      const created: string[] = [];
      const listed = async (uri: string, token?: string): Promise<Page<Listed>> => {
        const { body } = await client.get(`/v1${uri}`, token === undefined ? {} : { 'ms-continuationtoken': token });
        return body;
      };
      const walk = async (direction: 'next' | 'previous', begin: Page<Listed>): Promise<Page<Listed>[]> => {
        const pages = [begin];
        for (let link = begin.links[direction]; link; link = pages.at(-1)?.links[direction]) {
          if (created.length < 2) created.push(...(await create(client, 1)));
          pages.push(await listed(link.uri, link.headers[0]?.value));
        }
        return pages;
      };
      const idsOf = (pages: Page<Listed>[]): string[] => pages.flatMap(({ items }) => items.map(({ id }) => id));

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
      expectFault(await agent.get('/v1/customers?seekOperation=Next', headers), 'MS-ContinuationToken');
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
      expectFault(await agent.get(`/v1/customers?${name}=${encodeURIComponent(value)}`), name);
    });
  });

  describe('a filter', () => {
    const names = ['Contoso Ltd', 'contoso bakery', 'Fabrikam 100% (1+1) "Ünique"', 'Fourth Coffee'];
    const byDotNet = '{"Field":"CompanyName","Value":"CONTOSO L","Operator":"starts_with"}';
    const byJava = '{"value":"Contoso L","field":"CompanyName","fieldType":"String","operator":"StartsWith"}';
    let client: ApiClient;
    let fourthDomain: string;

    beforeAll(async () => {
      client = await ownAgent();
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
      expectFault(await client.get(`/v1/customers?filter=${encodeURIComponent(filter)}`), 'filter');
    });

    it('[C5] goes on through all pages', async () => {
      const first = (
        await client.get<Page<Customer>>(`/v1/customers?size=1&filter=${asQuery('CompanyName', 'Contoso')}`)
      ).body;
      const token = { 'ms-continuationtoken': String(first.continuationToken) };
      const second = (await client.get<Page<Customer>>('/v1/customers?seekOperation=Next', token)).body;
      const found = [...first.items, ...second.items].map((item) => String(item.companyProfile.companyName));
      expect(found.sort()).toEqual(['Contoso Ltd', 'contoso bakery']);
      expect(second.continuationToken).toBeUndefined();
    });

    async function namesOf(query: string): Promise<string[]> {
      const { items } = (await client.get<Page<Customer>>(`/v1/customers${query}`)).body;
      return items.map(({ companyProfile }) => companyProfile.companyName).sort();
    }
  });

  /** An agent of a partner that no other test sees. */
  async function ownAgent(): Promise<ApiClient> {
    return (await platform.partner('direct-bill')).user('AdminAgent');
  }
});

function linkTo(uri: string): object {
  return { self: { uri, method: 'GET', headers: [] } };
}

async function create(client: ApiClient, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => client.post('/v1/customers', newCustomer())));
  return answers.map(({ body }) => String(body.id));
}

function asQuery(field: string, value: string): string {
  return encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: 'starts_with' }));
}

function tokenOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
