import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { orderPlaced } from '#contracts/customers/ordering/order-placed.v1';
import { BrokerRules } from '../support/clients/broker-rules.js';
import { EventTap, type TappedEvent } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { upTo } from '../support/clients/first-occurrences.js';
import { attestation, newCustomer, newOrder } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

describe('a topic that takes small messages alone', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let topic: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    topic = `${platform.prefix}.customers.events`;
    tap = await EventTap.open(platform.kafkaBrokers, [topic]);
  });
  afterAll(() => tap.close());

  it('[events] an event that is too large for the topic waits with its aggregate alone, until the topic takes it', async () => {
    const rules = new BrokerRules(platform.kafkaBrokers);
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const createCustomer = async (): Promise<string> =>
      String((await agent.post('/v1/customers', newCustomer())).body.id);
    const path = `/v1/customers/${await createCustomer()}`;
    await agent.post(`${path}/agreements`, attestation());
    const provisioningContext = Object.fromEntries(upTo(10).map((number) => [`note${number}`, 'x'.repeat(100)]));
    const lineItems = upTo(20).map((number) => ({
      lineItemNumber: number - 1,
      offerId: 'offer-1',
      quantity: 1,
      provisioningContext,
    }));
    await rules.limitMessages(topic, 10_000);
    const [large, small, ...customers] = await Promise.all([
      agent.post(`${path}/orders`, { lineItems }),
      agent.post(`${path}/orders`, newOrder()),
      ...upTo(20).map(() => createCustomer()),
    ]);
    expect(large.status).toBe(201);
    await arrived(orderPlaced.type, String(small.body.id));
    for (const id of customers) await arrived(customerCreated.type, id);
    await eventually('the refusal is counted', async () =>
      /^twotier_broker_refusals_total\{operation="publish",reason="MESSAGE_TOO_LARGE"\} [1-9]/m.test(await metrics()),
    );
    expect(await metrics()).toMatch(/^twotier_outbox_pending_aggregates [1-9]/m);
    expect(tap.of(String(large.body.id))).toEqual([]);
    await rules.limitMessages(topic);
    const event = await arrived(orderPlaced.type, String(large.body.id));
    expect(event.data.lineItems).toHaveLength(20);
  });

  async function metrics(): Promise<string> {
    return (await fetch(`${platform.urls.customers[0]}/metrics`)).text();
  }

  function arrived(type: string, subject: string): Promise<TappedEvent> {
    return eventually(`${type} of ${subject}`, () =>
      tap.of(subject).find(({ headers }) => headers['ce_type'] === type),
    );
  }
});
