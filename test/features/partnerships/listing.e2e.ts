import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { continuing, filteredBy, outcome } from '../../support/wire/answers.js';
import { stored, partnerId, idOfNumber, planFor } from './stored.js';

const active = { status: 'active', since: new Date(0), adminAccess: true };

describe('lists of partners', () => {
  let platform: TestPlatform;
  let databases: Databases;

  beforeAll(() => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
  });
  afterAll(() => databases.close());

  describe('the lists', () => {
    it('[R2] show active partners in both directions, in every spelling of Partner Center', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      await platform.connect(one, other);
      const item = (partner: TestOrganisation, relationshipType: string): object => ({
        id: partner.tenantId,
        name: 'A partner',
        relationshipType,
        state: 'Active',
        mpnId: partner.mpnId,
        location: 'US',
        attributes: { objectType: 'PartnerRelationship' },
      });
      const resellers = [item(other, 'is_indirect_cloud_solution_provider_of')];
      const providers = [item(one, 'is_indirect_reseller_of')];
      const type = 'IsIndirectCloudSolutionProviderOf';
      for (const [organisation, query, items] of [
        [one, `?relationship_type=${type}`, resellers],
        [one, '?relationship_type=is_indirect_cloud_solution_provider_of', resellers],
        [one, '?Relationship_Type=ISINDIRECTCLOUDSOLUTIONPROVIDEROF', resellers],
        [one, '?relationship_type=', resellers],
        [one, '', resellers],
        [one, filteredBy({ Field: 'Name', Value: 'PART', Operator: 'substring' }), resellers],
        [one, filteredBy({ Field: 'Name', Value: 'a part', Operator: 'starts_with' }), resellers],
        [one, filteredBy({ Field: 'Name', Value: 'A Partner', Operator: 'Equals' }), resellers],
        [one, filteredBy({ Field: 'Name', Value: 'A Part', Operator: 'Equals' }), []],
        [
          one,
          `${filteredBy({ Field: 'Name', Value: 'part', Operator: 'substring' })}&relationship_type=${type}`,
          resellers,
        ],
        [one, filteredBy({ value: 'a pa', field: 'name', fieldType: 'String', operator: 'StartsWith' }), resellers],
        [one, filteredBy({ Field: 'Name', Value: 'zebra', Operator: 'substring' }), []],
        [one, '?relationship_type=IsIndirectResellerOf', []],
        [other, '?relationship_type=IsIndirectResellerOf', providers],
        [other, '?relationship_type=is_indirect_reseller_of', providers],
        [other, `?relationship_type=${type}`, []],
        [other, '', providers],
      ] as const) {
        const { status, body } = await organisation.user('HelpdeskAgent').get(`/v1/relationships${query}`);
        expect([query, status, body.totalCount, body.items]).toEqual([query, 200, items.length, items]);
      }
      for (const query of [
        '?relationship_type=friend',
        filteredBy({ Field: 'Mpn', Value: '1', Operator: 'equals' }),
        '?filter=x',
      ])
        expect(outcome(await one.user('AdminAgent').get(`/v1/relationships${query}`))).toBe('400/2000');
      expect(outcome(await (await platform.partner('direct-bill')).user('AdminAgent').get('/v1/relationships'))).toBe(
        '403/900150',
      );
    });

    it.each([
      ['10,000 resellers of a provider', 'indirect-provider', 'providerId', 'resellerId', 0, 10_000, 500],
      ['50 providers of a reseller', 'indirect-reseller', 'resellerId', 'providerId', 2_000_000, 50, 7],
    ] as const)(
      '[R7] page stably through %s while partnerships come and go, each page from an index',
      async (_, type, own, others, first, count, size) => {
        const agent = (await platform.partner(type)).user('AdminAgent');
        const ownId = agent.tenantId;
        const add = async (numbers: number[]): Promise<void> => {
          const documents = numbers.map((number) =>
            stored(number, { ...active, [own]: ownId, [others]: partnerId(number) }),
          );
          const partner = {
            companyName: 'A partner',
            partnerType: 'indirect-reseller',
            status: 'active',
            country: 'US',
          };
          const partners = numbers.map((number) => ({
            _id: partnerId(number),
            sequence: 1,
            ...partner,
            cloud: 'Global',
          }));
          await databases.insert('relationships', 'partnerships', documents);
          await databases.insert('relationships', 'partners', partners);
        };
        const end = (number: number): Promise<void> =>
          databases.change('relationships', 'partnerships', { _id: idOfNumber(number) }, { 'state.status': 'ended' });
        const throughout = Array.from({ length: count }, (_unused, index) => first + 10 * index + 15);
        const ending = Array.from({ length: count / size }, (_unused, index) => first + 10 * size * index + 12);
        await add([...throughout, ...ending]);
        const seen: string[] = [];
        let page = await agent.get(`/v1/relationships?size=${size}`);
        for (let walked = 1; page.body.links.next; walked++) {
          const { items, links } = page.body;
          seen.push(...items.map(({ id }: { id: string }) => id));
          // One comes behind the place and one ahead of it, and one goes on either side.
          await add([first + 10 * walked + 13, first + 10 * size * walked + 11]);
          for (const number of [ending[walked - 1], ending[walked + 1]]) if (number) await end(number);
          page = await agent.get(`/v1${links.next?.uri}`, continuing(page));
        }
        seen.push(...page.body.items.map(({ id }: { id: string }) => id));
        expect(new Set(seen).size).toBe(seen.length);
        const there = new Set(seen);
        expect(throughout.filter((number) => !there.has(partnerId(number)))).toEqual([]);

        const filter = { [`state.${own}`]: ownId, 'state.status': 'active', _id: { $gt: idOfNumber(first + 100) } };
        const plan = await planFor(databases, 'partnerships', filter, size + 1);
        expect(plan).toEqual({ index: true, collection: false, sort: false, examined: size + 1 });
      },
      120_000,
    );
  });

  describe('the directory of providers', () => {
    it('[R6] is open to anybody: by country, region, name and speciality, page by page', async () => {
      const one = await platform.partner('indirect-provider', { country: 'FR' });
      const other = await platform.partner('indirect-provider', { country: 'DE' });
      const hidden = await platform.partner('indirect-provider', { country: 'DE' });
      const reseller = await platform.partner('indirect-reseller');
      const profile = { specialities: ['Security', 'AI'], description: 'We secure', website: 'https://secure.example' };
      const changed = await one.user('AdminAgent').put('/v1/profiles/directory', profile);
      expect([changed.status, changed.body]).toMatchObject([
        200,
        { isListed: true, specialities: ['security', 'ai'], website: 'https://secure.example' },
      ]);
      await hidden.user('AdminAgent').put('/v1/profiles/directory', { isListed: false });
      expect(outcome(await one.user('AdminAgent').put('/v1/profiles/directory', profile, { 'if-match': '"1"' }))).toBe(
        '400/2055',
      );
      expect(outcome(await reseller.user('AdminAgent').get('/v1/profiles/directory'))).toBe('403/900150');

      const anybody = new ApiClient(platform.gatewayUrl);
      const idsFor = async (query: string): Promise<string[]> => {
        const { status, body } = await anybody.get(`/v1/providers${query}`);
        expect([query, status]).toEqual([query, 200]);
        return body.items.map(({ id }: { id: string }) => id);
      };
      const both = [one.tenantId, other.tenantId].sort();
      expect(await idsFor('?region=europe')).toEqual(both);
      expect(await idsFor('?country=fr&name=PART')).toEqual([one.tenantId]);
      expect(await idsFor('?speciality=SECURITY&region=europe')).toEqual([one.tenantId]);
      expect(await idsFor('?country=FR&region=united-states')).toEqual([]);
      expect(await idsFor('?region=europe&name=zebra')).toEqual([]);
      expect(await idsFor('?region=europe&cloud=China')).toEqual([]);
      const first = await anybody.get('/v1/providers?region=europe&size=1');
      const second = await anybody.get(`/v1${first.body.links.next?.uri}`, continuing(first));
      expect([first.body.items[0]?.id, second.body.items[0]?.id]).toEqual(both);
      expect(second.body.links.next).toBeUndefined();
      expect(outcome(await anybody.get('/v1/providers?region=atlantis'))).toBe('400/2000');
      const forged = Buffer.from(JSON.stringify({ size: 1, after: '0', filter: '{"name":1}' })).toString('base64url');
      expect(outcome(await anybody.get('/v1/providers', { 'ms-continuationtoken': forged }))).toBe('400/2000');
    });
  });
});
