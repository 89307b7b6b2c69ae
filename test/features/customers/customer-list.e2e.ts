import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';

const COUNT = 20_000;
const PAGE = 500;

interface StoredCustomer {
  _id: string;
  state: object;
}

describe(`the list of ${COUNT} customers`, () => {
  let platform: TestPlatform;
  let databases: Databases;
  let agent: ApiClient;
  let partnerId: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    const partner = await platform.partner('direct-bill');
    partnerId = partner.tenantId;
    agent = partner.user('AdminAgent');
  });
  afterAll(async () => {
    await databases.remove('customers', 'customers', own());
    await databases.close();
  });

  it('[C5] that customers join and leave during the walk has every one that stays exactly once', async () => {
    const template = await createdCustomer();
    const ids = Array.from({ length: COUNT }, () => randomUUID());
    const documents = ids.map((id, index) => copyOf(template, id, `Customer ${index}`));
    await databases.insert('customers', 'customers', documents);
    // Every tenth leaves, some before the walk gets there and some behind it.
    const leaving = ids.filter((_, index) => index % 10 === 0);
    const staying = [template._id, ...ids.filter((_, index) => index % 10 !== 0)].sort();

    const seen: string[] = [];
    let page = (await agent.getPatiently(`/v1/customers?size=${PAGE}`)).body;
    for (;;) {
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      if (!page.continuationToken) break;
      const joining = Array.from({ length: 20 }, () => copyOf(template, randomUUID(), 'Newcomer'));
      await databases.insert('customers', 'customers', joining);
      await databases.remove('customers', 'customers', { _id: { $in: leaving.splice(0, PAGE / 10) } });
      const token = { 'ms-continuationtoken': String(page.continuationToken) };
      page = (await agent.getPatiently('/v1/customers?seekOperation=Next', token)).body;
    }
    const times = new Map<string, number>();
    for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1);
    expect(seen.length - times.size).toBe(0);
    expect(staying.filter((id) => !times.has(id))).toEqual([]);
  });

  it('[C5] is served by an index, page by page, also with a filter', async () => {
    const page = await examined({ ...own(), _id: { $gt: '8' } });
    expect([page.totalKeysExamined, page.totalDocsExamined]).toEqual([PAGE + 1, PAGE + 1]);
    const named = { 'state.companyNameFolded': { $gte: 'customer 777', $lt: 'customer 778' } };
    expect((await examined({ ...own(), ...named })).totalDocsExamined).toBeLessThan(COUNT / 100);
  });

  function own(): object {
    return { 'state.relationships.partnerId': partnerId };
  }

  async function examined(filter: object): Promise<{ totalKeysExamined: number; totalDocsExamined: number }> {
    const plan = await databases.explain('customers', 'customers', filter, PAGE + 1);
    return (plan as { executionStats: { totalKeysExamined: number; totalDocsExamined: number } }).executionStats;
  }

  async function createdCustomer(): Promise<StoredCustomer> {
    await agent.postPatiently('/v1/customers', newCustomer());
    return (await databases.all<StoredCustomer>('customers', 'customers', own()))[0]!;
  }
});

function copyOf(template: StoredCustomer, id: string, companyName: string): Record<string, unknown> {
  const companyNameFolded = companyName.toLowerCase();
  const state = { ...template.state, id, companyName, companyNameFolded, domain: `c${id}.example` };
  return { ...template, _id: id, state, commands: [], outbox: [], pending: false };
}
