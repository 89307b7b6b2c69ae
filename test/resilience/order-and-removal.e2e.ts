import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../support/clients/api-client.js';
import { Databases } from '../support/platform/databases.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';
import { type Order } from '../support/wire/resources.js';

const CUSTOMERS = 8;
/** Java's SDK sends a request that fails five times at once. */
const SENDERS = 5;

interface CustomerDocument {
  _id: string;
  state: {
    relationships: { subscriptions: string[] }[];
    subscriptions: { id: string; status: string }[];
    reservedOrders: object[];
  };
}
interface OrderDocument {
  _id: string;
  state: { customerId: string };
}

describe('an order and a removal of the relationship at the same moment, with kill -9 in between', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  it.each([1, 8, 20])(
    '[C6] [C8] of customers after %i answers: one of the two wins, and an order is accepted once',
    async (killAfter) => {
      const customers = await Promise.all(Array.from({ length: CUSTOMERS }, attestedCustomer));
      let answered = 0;
      let killed: Promise<void> | undefined;
      const counted = async (sending: Promise<ApiAnswer>): Promise<void> => {
        await sending.catch(() => undefined);
        if (++answered === killAfter) killed = platform.process('customers').kill();
      };
      await Promise.all(
        customers.flatMap((customer, index) => [
          ...Array.from({ length: SENDERS }, () => counted(order(customer))),
          counted(removeAfter(customer, index % 4)),
        ]),
      );
      await killed;
      await platform.process('customers').start();

      // A client repeats what was not answered, with the same request id.
      for (const customer of customers) {
        const orders = await Promise.all(Array.from({ length: SENDERS }, () => patiently(() => order(customer))));
        const removal = await patiently(() => removeAfter(customer, 0));
        for (const { body } of orders) expect(body).toEqual(orders[0]!.body);
        await (orders[0]!.status === 201 ? expectOrdered : expectRemoved)(customer.id, orders[0]!, removal);
      }
    },
    180_000,
  );

  async function expectOrdered(id: string, { body }: ApiAnswer<Order>, removal: ApiAnswer): Promise<void> {
    const subscription = String(body.lineItems[0].subscriptionId);
    expect([removal.status, removal.body.code]).toEqual([400, 2000]);
    expect(removal.body.description).toContain(subscription);
    await eventually('the order is written', async () => (await stored(id)).reservedOrders.length === 0);
    const { relationships, subscriptions } = await stored(id);
    expect(relationships).toMatchObject([{ subscriptions: [subscription] }]);
    expect(subscriptions).toMatchObject([{ id: subscription, status: 'active' }]);
    expect((await ordersOf(id)).map(({ _id }) => _id)).toEqual([body.id]);
    const events = await eventually('the event of the order', () => {
      const found = tap.of(String(body.id));
      return found.length > 0 && found;
    });
    expect(new Set(events.map(({ headers }) => headers['ce_id'])).size).toBe(1);
  }

  async function expectRemoved(id: string, refused: ApiAnswer, removal: ApiAnswer): Promise<void> {
    expect([refused.status, refused.body.code, removal.status]).toEqual([403, 20002, 200]);
    expect(await stored(id)).toMatchObject({ relationships: [], subscriptions: [], reservedOrders: [] });
    expect(await ordersOf(id)).toEqual([]);
  }

  interface Customer {
    id: string;
    orderRequest: string;
    removalRequest: string;
  }

  async function attestedCustomer(): Promise<Customer> {
    const id = String((await agent.postPatiently('/v1/customers', newCustomer())).body.id);
    await agent.postPatiently(`/v1/customers/${id}/agreements`, attestation());
    return { id, orderRequest: randomUUID(), removalRequest: randomUUID() };
  }

  function order({ id, orderRequest }: Customer): Promise<ApiAnswer<Order>> {
    return agent.post(`/v1/customers/${id}/orders`, newOrder(), { 'ms-requestid': orderRequest });
  }

  /** An order takes longer to decide than a removal: some reads before it let the order win now and then. */
  async function removeAfter({ id, removalRequest }: Customer, reads: number): Promise<ApiAnswer> {
    for (let read = 0; read < reads; read++) await agent.get(`/v1/customers/${id}`);
    const removal = { relationshipToPartner: 'none' };
    return agent.patch(`/v1/customers/${id}`, removal, { 'ms-requestid': removalRequest });
  }

  function patiently<T>(send: () => Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
    return eventually('an answer', async () => {
      const answer = await send();
      return answer.status < 500 && answer;
    });
  }

  async function stored(id: string): Promise<CustomerDocument['state']> {
    const customers = await databases.all<CustomerDocument>('customers', 'customers');
    return customers.find(({ _id }) => _id === id)!.state;
  }

  async function ordersOf(id: string): Promise<OrderDocument[]> {
    const orders = await databases.all<OrderDocument>('customers', 'orders');
    return orders.filter(({ state }) => state.customerId === id);
  }
});
