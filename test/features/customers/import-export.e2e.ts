import { readFileSync } from 'node:fs';
import { BulkTools, csvOf, ended, importRow, readCsv } from '../../support/clients/bulk-tools.js';
import { eventually } from '../../support/eventually.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { domainsOf, registerSource } from '../../support/scenes/customers-of-partner.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { type Customer } from '../../support/wire/resources.js';

const MANY = 100;
const TO_BE_STOPPED = 150;
/** Many customers are created in one test, on a machine that is busy with others. */
const LONG_MS = 180_000;

describe('customers in bulk', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let partner: TestOrganisation;
  let other: TestOrganisation;
  let tools: BulkTools;
  let othersTools: BulkTools;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [partner, other] = await platform.partners('direct-bill', 'direct-bill');
    tools = await toolsOf(partner);
    othersTools = await toolsOf(other);
  });
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  describe('of a file with some wrong lines', () => {
    const domains = Array.from({ length: MANY }, uniqueDomain);
    const taken = uniqueDomain();
    const abroad = importRow(uniqueDomain(), { country: 'DE', state: '', postalCode: '10115', city: 'Berlin' });
    const wrong = [
      importRow(uniqueDomain(), { email: 'ana' }),
      importRow(domains[0]!, { companyName: 'Another' }),
      importRow(taken),
      abroad,
    ];

    beforeAll(async () => {
      await other.user('AdminAgent').postPatiently('/v1/customers', newCustomer({ domain: taken }));
      tools.write('all.csv', `${csvOf([...domains.map((domain) => importRow(domain)), ...wrong])}too,few\n`);
    });

    it(
      '[C1] each good line becomes a customer, and each other one is refused with its number and reason',
      async () => {
        const { code, output } = await tools.import('all.csv');
        expect([code, output]).toEqual([1, expect.stringContaining(`${MANY} created, 0 already there, 5 refused.`)]);
        const report = tools.report('all.csv');
        expect(report.map(({ line }) => Number(line))).toEqual(
          Array.from({ length: MANY + 5 }, (_, index) => index + 2),
        );
        expect(report.slice(0, MANY).map(({ externalId, domain, outcome }) => [externalId, domain, outcome])).toEqual(
          domains.map((domain) => [`of ${domain}`, domain, 'created']),
        );
        expect(report.slice(MANY).map(({ outcome, code, description }) => [outcome, code, description])).toEqual([
          ['refused', '', 'email must match format "email".'],
          ['refused', '', 'The domain is that of line 2.'],
          ['refused', '2000', `The domain ${taken} is taken. Choose another one.`],
          ['refused', '2030', expect.stringMatching(/^Partner is not onboarded to sell in country DE/)],
          ['refused', '', 'The line has 2 columns, and the header 13.'],
        ]);
        expect(await domainsOf(partner.user('AdminAgent'))).toEqual([...domains].sort());
        const [first] = report;
        const created = await partner.user('AdminAgent').get<Customer>(`/v1/customers/${first?.customerId}`);
        expect(created.body.companyProfile.domain).toBe(domains[0]);
      },
      LONG_MS,
    );

    it.each(['state', 'of another machine'])(
      '[C1] the whole file again doubles nothing: %s',
      async (state) => {
        const before = tools.report('all.csv').map(({ customerId }) => customerId);
        const { code, output } = await tools.import('all.csv', { state });
        expect([code, output]).toEqual([1, expect.stringContaining(`0 created, ${MANY} already there, 5 refused.`)]);
        expect(tools.report('all.csv').map(({ customerId }) => customerId)).toEqual(before);
        expect(await domainsOf(partner.user('AdminAgent'))).toEqual([...domains].sort());
      },
      LONG_MS,
    );

    it('[C1] lines that are written otherwise are customers that are there already', async () => {
      const rows = domains.slice(0, 3).map((domain) => importRow(domain, { companyName: 'Renamed' }));
      tools.write('renamed.csv', csvOf(rows));
      expect(await tools.import('renamed.csv')).toMatchObject({ code: 0 });
      const ids = tools.report('all.csv').map(({ customerId }) => customerId);
      expect(tools.report('renamed.csv').map(({ outcome, customerId }) => [outcome, customerId])).toEqual(
        ids.slice(0, 3).map((id) => ['already there', id]),
      );
    });

    it('[C1] what was refused is sent again when it is asked for, and its answer is a new one', async () => {
      tools.write('abroad.csv', csvOf([abroad]));
      await tools.import('abroad.csv');
      expect(tools.report('abroad.csv')[0]).toMatchObject({ outcome: 'refused', code: '2030' });
      const receipts = async (): Promise<number> =>
        (await databases.all('customers', 'commandreceipts', { 'state.source': tools.source })).length;
      const before = await receipts();
      await tools.import('abroad.csv', { args: ['--again'] });
      expect(tools.report('abroad.csv')[0]).toMatchObject({ outcome: 'refused', code: '2030' });
      expect(await receipts()).toBe(before + 1);
    });

    it('[C1] of another partner they are refused', async () => {
      othersTools.write('theirs.csv', csvOf(domains.slice(0, 2).map((domain) => importRow(domain))));
      expect(await othersTools.import('theirs.csv')).toMatchObject({ code: 1 });
      expect(othersTools.report('theirs.csv').map(({ outcome, code }) => [outcome, code])).toEqual([
        ['refused', '2000'],
        ['refused', '2000'],
      ]);
    });

    it(
      '[C5] are exported as they are imported, as CSV and as JSON lines',
      async () => {
        const token = partner.user('AdminAgent').token!;
        expect(await tools.export(['--out', tools.path('out.csv')], token)).toMatchObject({ code: 0 });
        const rows = readCsv<{ domain: string; externalId: string }>(tools.path('out.csv'));
        expect(rows.map(({ domain }) => domain).sort()).toEqual([...domains].sort());
        const exported = rows.find(({ domain }) => domain === domains[1]);
        const externalId = tools.report('all.csv')[1]?.customerId;
        expect(exported).toMatchObject({ ...importRow(domains[1]!), externalId });

        expect(await tools.export(['customers', '--out', tools.path('out.jsonl')], token)).toMatchObject({ code: 0 });
        expect(readFileSync(tools.path('out.jsonl'), 'utf8').trim().split('\n')).toHaveLength(MANY);
        for (const file of ['out.csv', 'out.jsonl']) {
          const { code, output } = await tools.import(file);
          expect([code, output]).toEqual([0, expect.stringContaining(`0 created, ${MANY} already there, 0 refused.`)]);
        }
      },
      LONG_MS,
    );
  });

  it(
    '[C1] two imports of the same file at once, of two machines, double nothing',
    async () => {
      const domains = Array.from({ length: MANY }, uniqueDomain);
      for (const file of ['one.csv', 'other.csv']) tools.write(file, csvOf(domains.map((domain) => importRow(domain))));
      const before = await domainsOf(partner.user('AdminAgent'));
      const runs = await Promise.all([
        tools.import('one.csv', { state: 'one' }),
        tools.import('other.csv', { state: 'other' }),
      ]);
      expect(runs.map(({ code }) => code)).toEqual([0, 0]);
      const added = (await domainsOf(partner.user('AdminAgent'))).filter((domain) => !before.includes(domain));
      expect(added).toEqual([...domains].sort());
      const [one, other] = ['one.csv', 'other.csv'].map((file) => tools.report(file));
      expect(one!.map(({ domain }) => domain)).toEqual(domains);
      expect(one!.map(({ customerId }) => customerId)).toEqual(other!.map(({ customerId }) => customerId));
      expect(new Set(one!.map(({ customerId }) => customerId)).size).toBe(MANY);
    },
    LONG_MS,
  );

  it(
    '[C1] a stopped import goes on where it was',
    async () => {
      const domains = Array.from({ length: TO_BE_STOPPED }, uniqueDomain);
      tools.write('stopped.csv', csvOf(domains.map((domain) => importRow(domain))));
      const before = (await domainsOf(partner.user('AdminAgent'))).length;
      const running = tools.startImport('stopped.csv', { args: ['--window', '20'] });
      const stopped = ended(running);
      await eventually('some customers', async () => (await domainsOf(partner.user('AdminAgent'))).length > before + 5);
      running.kill('SIGINT');
      const { code, output } = await stopped;
      expect([code, output]).toEqual([130, expect.stringContaining('To go on, run the same command again')]);
      expect(tools.report('stopped.csv').length).toBeLessThan(TO_BE_STOPPED);
      expect(await tools.import('stopped.csv')).toMatchObject({ code: 0 });
      const all = await domainsOf(partner.user('AdminAgent'));
      expect(all.filter((domain) => domains.includes(domain))).toEqual([...domains].sort());
      expect(tools.report('stopped.csv').map(({ domain }) => domain)).toEqual(domains);
    },
    LONG_MS,
  );

  it('[ruling 45] a source that speaks for nobody is stopped at its first command', async () => {
    const strange = new BulkTools(platform, 'https://nobody.example', 'nobody');
    strange.write('all.csv', csvOf(Array.from({ length: 20 }, () => importRow(uniqueDomain()))));
    const { code, output } = await strange.import('all.csv');
    expect([code, output]).toEqual([1, expect.stringContaining('speaks for no partner')]);
    expect(strange.report('all.csv')).toHaveLength(1);
  });

  it('[C1] the template can be imported', async () => {
    const { output } = await tools.template();
    const domain = uniqueDomain();
    tools.write('template.csv', output.replace('juniperfoods.onmicrosoft.com', domain));
    expect(await tools.import('template.csv')).toMatchObject({ code: 0 });
    expect(tools.report('template.csv')[0]).toMatchObject({ line: '2', externalId: 'C-1001', outcome: 'created' });
  });

  async function toolsOf({ tenantId, clients }: TestOrganisation): Promise<BulkTools> {
    return new BulkTools(platform, await registerSource(clients.get('GlobalAdmin')!, tenantId), tenantId);
  }
});
