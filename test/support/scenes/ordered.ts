import { type ApiClient } from '../clients/api-client.js';
import { type Order } from '../wire/resources.js';
import { attestedCustomer } from './customers.js';
import { newOrder } from './requests.js';

export const suspended = { status: 'suspended' };
export const removal = { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } };

/** A customer that has bought. */
export interface Ordered {
  customerId: string;
  /** Of the customer. */
  path: string;
  /** The id of the subscription. */
  subscription: string;
  order: Order;
}

/** A customer with one order of one line. */
export async function ordered(agent: ApiClient, line: object = {}): Promise<Ordered> {
  const customerId = await attestedCustomer(agent);
  const path = `/v1/customers/${customerId}`;
  const answer = await agent.postPatiently<Order>(`${path}/orders`, newOrder(line));
  if (answer.status !== 201) throw new Error(`Ordering answers ${answer.status} ${answer.text}`);
  const order = answer.body;
  return { customerId, path, subscription: order.lineItems[0].subscriptionId, order };
}
