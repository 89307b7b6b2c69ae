import { randomInt } from 'node:crypto';
import { type ApiClient } from '../support/clients/api-client.js';
import { EventTap } from '../support/clients/event-tap.js';
import { exampleClients, ExampleConsumer, type KeptCustomer } from '../support/clients/example-client.js';
import { SendingPlatform } from '../support/clients/sending-platform.js';
import { eventually } from '../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../support/platform/test-platform.js';
import { CustomerTraffic } from '../support/scenes/customer-traffic.js';
import { allOf } from '../support/wire/answers.js';
import { type Customer } from '../support/wire/resources.js';

const KILLS: Record<string, number> = { Python: 50 };
const FEW_KILLS = 5;
/** Events until a kill, at most. */
const EVENTS = 10;

describe.each(exampleClients())('the consumer in $language', (client) => {
  const kills = KILLS[client.language] ?? FEW_KILLS;
  let platform: TestPlatform;
  let tap: EventTap;
  let directBill: TestOrganisation;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let crm: SendingPlatform;
  let consumer: ExampleConsumer;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    const partners = await platform.partners('direct-bill', 'indirect-provider', 'indirect-reseller');
    [directBill, provider, reseller] = partners;
    await platform.connect(provider, reseller);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    crm = await SendingPlatform.register(platform, tap, directBill, { roles: ['AdminAgent'] });
    consumer = new ExampleConsumer(client, platform, 'killed');
  });
  afterAll(async () => {
    await consumer.close();
    await crm.close();
    await tap.close();
    await platform.stop();
  });

  it(`[events] has what the API has, after ${kills} kills while customers come, change and go`, async () => {
    const traffic = new CustomerTraffic(crm, directBill, provider, reseller);
    const flowing = traffic.flow();
    const killing = (async () => {
      for (let kill = 1; kill <= kills; kill++) {
        const next = consumer.taken() + randomInt(1, EVENTS);
        consumer.start();
        await eventually(`more events before kill ${kill}`, () => consumer.taken() >= next);
        expect(await consumer.end('SIGKILL')).toBe('SIGKILL');
      }
    })().finally(() => traffic.stop());
    await Promise.all([flowing, killing]);

    consumer.start();
    for (const partner of [directBill, provider, reseller]) {
      const kept = (): KeptCustomer[] => consumer.customersOf(partner.tenantId);
      const listed = await customersOf(partner.user('AdminAgent'));
      expect(listed.length).toBeGreaterThan(0);
      await eventually('as many customers', () => JSON.stringify(kept()) === JSON.stringify(listed)).catch(() => {});
      expect(kept()).toEqual(listed);
    }
  });
});

/** All customers of a partner, in the order of their ids. */
async function customersOf(agent: ApiClient): Promise<KeptCustomer[]> {
  const customers = (await allOf<Customer>(agent, '/v1/customers')).map(
    ({ id, companyProfile: { companyName, domain } }) => ({ customerId: id, companyName, domain }),
  );
  return customers.sort((one, other) => (one.customerId < other.customerId ? -1 : 1));
}
