import { BulkTools, csvOf, ended, importRow } from '../support/clients/bulk-tools.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../support/platform/test-platform.js';
import { domainsOf, registerSource } from '../support/scenes/customers-of-partner.js';
import { uniqueDomain } from '../support/scenes/requests.js';

const COUNT = 200;
const CREATED = 'io.twotier.customer.created.v1';

describe('an import of customers', () => {
  let platform: TestPlatform;
  let partner: TestOrganisation;
  let tools: BulkTools;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    const source = await registerSource(partner.user('GlobalAdmin'), partner.tenantId);
    tools = new BulkTools(platform, source, partner.tenantId);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  });
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  it('[ruling 5] kill -9 of the services and of the import itself, and all of it again: each customer is created once', async () => {
    const domains = Array.from({ length: COUNT }, uniqueDomain);
    tools.write('all.csv', csvOf(domains.map((domain) => importRow(domain))));
    const createdOf = (): string[] =>
      tap.events
        .filter(({ headers, data }) => headers['ce_type'] === CREATED && domains.includes(String(data['domain'])))
        .map(({ headers, data }) => `${headers['ce_id']} ${String(data['domain'])}`);
    const [customers, identity] = [platform.process('customers'), platform.process('identity')];

    const first = tools.startImport('all.csv');
    const firstEnded = ended(first);
    await eventually('some customers', () => createdOf().length >= 20);
    await customers.kill();
    first.kill('SIGKILL');
    await firstEnded;
    await customers.start();

    const second = tools.import('all.csv');
    await eventually('more of them', () => createdOf().length >= 60);
    await Promise.all([customers.kill(), identity.kill()]);
    await customers.start();
    await identity.start();
    expect(await second).toMatchObject({ code: 0 });

    expect(await tools.import('all.csv', { state: 'of another machine' })).toMatchObject({
      code: 0,
      output: expect.stringContaining(`0 created, ${COUNT} already there`),
    });
    expect(await domainsOf(partner.user('AdminAgent'))).toEqual([...domains].sort());
    // An event can come twice, with the id that it had.
    expect(new Set(createdOf()).size).toBe(COUNT);
  }, 240_000);

  it('[ruling 5] waits for a broker that is away, and goes on', async () => {
    const domains = Array.from({ length: COUNT }, uniqueDomain);
    tools.write('outage.csv', csvOf(domains.map((domain) => importRow(domain))));
    const running = tools.import('outage.csv', { args: ['--window', '50'] });
    const created = (): number => tap.events.filter(({ data }) => domains.includes(String(data['domain']))).length;
    await eventually('some customers', () => created() >= 10);
    await platform.process('kafka').kill();
    await platform.process('kafka').start();
    expect(await running).toMatchObject({ code: 0 });
    expect((await domainsOf(partner.user('AdminAgent'))).filter((domain) => domains.includes(domain))).toEqual(
      [...domains].sort(),
    );
  }, 240_000);
});
