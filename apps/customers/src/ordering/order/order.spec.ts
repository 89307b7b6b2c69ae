import { event, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { orderPlaced } from '#contracts/customers/ordering/order-placed.v1';
import { type Order } from '../../account/order-state/order-state.js';
import { placeOrder } from './order.js';

const id = (last: number): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;

const order: Order = {
  id: id(1),
  customerId: id(2),
  partnerId: id(3),
  billingCycle: 'monthly',
  currencyCode: 'EUR',
  createdAt: new Date('2026-03-01T08:00:00.000Z'),
  lineItems: [
    {
      lineItemNumber: 0,
      offerId: 'offer-1',
      quantity: 5,
      subscriptionId: id(4),
      friendlyName: "Ana's licences",
      partnerIdOnRecord: '4847383',
      provisioningContext: { scope: 'Shared' },
    },
    { lineItemNumber: 1, offerId: 'offer-2', quantity: 1, subscriptionId: id(5), renewsTo: id(5) },
  ],
};

const published = {
  orderId: id(1),
  customerId: id(2),
  partnerId: id(3),
  orderedAt: '2026-03-01T08:00:00.000Z',
  lineItems: [
    {
      lineItemNumber: 0,
      offerId: 'offer-1',
      quantity: 5,
      subscriptionId: id(4),
      provisioningContext: { scope: 'Shared' },
    },
    { lineItemNumber: 1, offerId: 'offer-2', quantity: 1, subscriptionId: id(5), renewsTo: id(5) },
  ],
};

it('[C8] places the order as it is and publishes it', () =>
  given(order).when(placeOrder).thenState(order).then(event(orderPlaced, published)));

it('[C8] publishes exactly what the contract describes: which lines renew, and nothing that names a person', () => {
  const decision = placeOrder(order);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const data = JSON.parse(JSON.stringify(decision.events[0]?.data)) as unknown;
  expect(data).toEqual(published);
  expect({ ...parsePayload(orderPlaced, data) }).toEqual(published);
});
