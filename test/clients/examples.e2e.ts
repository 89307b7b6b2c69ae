import { constants } from 'node:os';
import { EventTap } from '../support/clients/event-tap.js';
import { ExampleConsumer, exampleClients, sendByExample } from '../support/clients/example-client.js';
import { SendingPlatform } from '../support/clients/sending-platform.js';
import { eventually } from '../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../support/platform/test-platform.js';
import { newCustomer, uniqueDomain } from '../support/scenes/requests.js';
import { type Customer } from '../support/wire/resources.js';

describe.each(exampleClients())('the example in $language', (client) => {
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;
  let crm: SendingPlatform;
  let consumer: ExampleConsumer;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    partner = await platform.partner('direct-bill');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    crm = await SendingPlatform.register(platform, tap, partner, { roles: ['AdminAgent'] });
    consumer = new ExampleConsumer(client, platform, 'once');
    consumer.start();
  });
  afterAll(async () => {
    await consumer.close();
    await crm.close();
    await tap.close();
    await platform.stop();
  });

  it('[commands] creates a customer, and tells its id', async () => {
    const domain = uniqueDomain();
    const { exitCode, output } = await sendByExample(client, platform, crm.source, domain);
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/^accepted: [\da-f-]{36}$/)]);
    const customerId = output.split(' ')[1] ?? '';
    const { body } = await partner.user('AdminAgent').get<Customer>(`/v1/customers/${customerId}`);
    expect(body.companyProfile).toMatchObject({ domain, companyName: 'Juniper Foods' });

    const kept = { customerId, companyName: 'Juniper Foods', domain };
    await eventually(`the copy of ${customerId}`, () => consumer.customersOf(partner.tenantId)[0]);
    expect(consumer.customersOf(partner.tenantId)).toEqual([kept]);
    const again = await sendByExample(client, platform, crm.source, domain);
    expect([again.exitCode, again.output]).toEqual([1, expect.stringMatching(/^rejected \d+: .*domain/i)]);
  });

  it('[commands] says why a command is rejected', async () => {
    const { exitCode, output } = await sendByExample(client, platform, 'https://nobody.example/crm', uniqueDomain());
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^rejected 2032: .* speaks for no partner\./)]);
  });

  it('[events] goes on where it was when it is stopped and started again', async () => {
    const before = consumer.customersOf(partner.tenantId);
    // A JVM that was asked to end says so, also when it has ended in order.
    expect([0, 128 + constants.signals.SIGTERM]).toContain(await consumer.end('SIGTERM'));
    const { customerId = '' } = before[0] ?? {};
    const { billingProfile } = newCustomer({ companyName: 'Juniper Group' }) as { billingProfile: object };
    await crm.send('customers', 'customer.change-billing-profile', customerId, { customerId, billingProfile });
    expect(consumer.customersOf(partner.tenantId)).toEqual(before);

    consumer.start();
    await eventually('the new name', () => consumer.customersOf(partner.tenantId)[0]?.companyName === 'Juniper Group');
    await crm.send('customers', 'customer.remove-relationship', customerId, { customerId });
    await eventually('no customer', () => consumer.customersOf(partner.tenantId).length === 0);
  });
});
