import { type ApiClient } from '../../clients/api-client.js';
import { type Body } from '../../wire/body.js';
import { type Order } from '../../wire/resources.js';
import { attestation, newCustomer, newOrder, uniqueDomain } from '../requests.js';

export const sku = 'CFQ7TTC0LH18:0001';
export const billingAdministrators = 'b0f54661-2d74-4c50-afa3-1ec803f12efe';
const companyAdministrators = '62e90394-69f5-4237-9190-012177145e10';

export interface Sold {
  id: string;
  /** The Global admin that it came with. */
  admin: string;
  user: string;
  cart: string;
  order: string;
  subscription: string;
}

/** A customer that has everything twice, since pages of one go on then. */
export async function sold(client: ApiClient, associatedPartnerId?: string): Promise<Sold> {
  const domain = uniqueDomain();
  const { id } = await create(client, '/v1/customers', { ...newCustomer({ domain }), associatedPartnerId });
  const path = `/v1/customers/${String(id)}`;
  await create(client, `${path}/agreements`, attestation());
  await create(client, `${path}/orders`, newOrder({ offerId: sku }));
  const order = await create<Order>(client, `${path}/orders`, newOrder({ offerId: sku }));
  const cart = await create(client, `${path}/carts`, { lineItems: [{ catalogItemId: 'offer-1', quantity: 1 }] });
  const users = ['ana', 'bo'].map(async (name) => {
    const userPrincipalName = `${name}@${domain}`;
    const user = await create(client, `${path}/users`, { userPrincipalName, firstName: 'Bo', lastName: 'Reed' });
    await create(client, `${path}/directoryroles/${billingAdministrators}/usermembers`, { id: user.id });
    return String(user.id);
  });
  const { items } = (await client.get(`${path}/directoryroles/${companyAdministrators}/usermembers`)).body;
  return {
    admin: String(items[0]?.id),
    id: String(id),
    user: (await Promise.all(users))[0] ?? '',
    cart: String(cart.id),
    order: String(order.id),
    subscription: order.lineItems[0].subscriptionId,
  };
}

export async function create<T = Body>(client: ApiClient, path: string, body: object = {}): Promise<T> {
  const answer = await client.postPatiently<T>(path, body);
  if (answer.status >= 300) throw new Error(`POST ${path} answers ${answer.status} ${answer.text}`);
  return answer.body;
}
