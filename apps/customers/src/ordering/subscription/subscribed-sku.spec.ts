import { type Subscription } from '../../account/subscription/subscription.js';
import { subscribedSkus } from './subscribed-sku.js';

const subscription = (offerId: string, quantity: number, changes: Partial<Subscription> = {}): Subscription => ({
  id: `${offerId}/${quantity}`,
  partnerId: 'partner-1',
  orderId: 'order-1',
  offerId,
  quantity,
  status: 'active',
  billingCycle: 'monthly',
  createdAt: new Date(0),
  supporters: [],
  ...changes,
});

it('[C9] adds up what all partners sold of a product, active and suspended apart, in any casing', () =>
  expect(
    subscribedSkus([
      subscription('MAIL', 5),
      subscription('calls', 1, { status: 'suspended' }),
      subscription('mail', 3, { partnerId: 'partner-2' }),
      subscription('Mail', 2, { status: 'suspended' }),
    ]),
  ).toEqual([
    { skuId: 'MAIL', activeUnits: 8, suspendedUnits: 2 },
    { skuId: 'calls', activeUnits: 0, suspendedUnits: 1 },
  ]));
