import { faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { tombstone, type Customer } from '../customer/customer.js';
import { type Order, type OrderLineItem } from '../order-state/order-state.js';
import { completeOrder, reserveOrder } from './reservation.js';

const customerId = '0a1b2c3d-0000-4000-8000-000000000001';
const provider = '0a1b2c3d-0000-4000-8000-00000000000a';
const otherPartner = '0a1b2c3d-0000-4000-8000-00000000000b';
const now = new Date('2026-03-01T08:00:00.000Z');

const customer: Customer = {
  ...tombstone(customerId),
  status: 'active',
  relationships: [
    { partnerId: otherPartner, since: now, associatedPartnerIds: [], subscriptions: ['subscription-0'] },
    { partnerId: provider, since: now, associatedPartnerIds: [], subscriptions: [] },
  ],
  subscriptions: [
    {
      id: 'subscription-0',
      partnerId: otherPartner,
      orderId: 'order-0',
      offerId: 'offer-1',
      quantity: 3,
      status: 'active',
      billingCycle: 'annual',
      createdAt: now,
      supporters: [],
    },
  ],
};

const line = (changes: Partial<OrderLineItem> = {}): OrderLineItem => ({
  lineItemNumber: 0,
  offerId: 'offer-1',
  subscriptionId: 'subscription-1',
  quantity: 1,
  ...changes,
});
const orderOf = (partnerId: string, ...lineItems: OrderLineItem[]): Order => ({
  id: 'order-1',
  customerId,
  partnerId,
  billingCycle: 'monthly',
  lineItems,
  createdAt: now,
});
const order = orderOf(provider, line());
const renewal = line({ lineItemNumber: 1, subscriptionId: 'subscription-0', renewsTo: 'subscription-0' });
const reserved: Customer = { ...customer, reservedOrders: [order, { ...order, id: 'order-2' }] };

describe('reserveOrder', () => {
  it('[C8] holds the subscriptions in the relationship of the partner that orders, and publishes nothing yet', () =>
    given(customer)
      .when((state) => reserveOrder(state, order, true))
      .thenState({
        relationships: [
          { partnerId: otherPartner, subscriptions: ['subscription-0'] },
          { partnerId: provider, subscriptions: ['subscription-1'] },
        ],
        reservedOrders: [order],
      })
      .then());

  it('[C8] starts a subscription with what its line says, and leaves those of others alone', () => {
    const lines = [line({ friendlyName: 'Mail', quantity: 5, termDuration: 'P1Y', partnerIdOnRecord: '4847383' })];
    given(customer)
      .when((state) => reserveOrder(state, orderOf(provider, ...lines), true))
      .thenState({
        subscriptions: [
          customer.subscriptions[0],
          {
            id: 'subscription-1',
            partnerId: provider,
            orderId: 'order-1',
            offerId: 'offer-1',
            quantity: 5,
            friendlyName: 'Mail',
            termDuration: 'P1Y',
            partnerIdOnRecord: '4847383',
            status: 'active',
            billingCycle: 'monthly',
            createdAt: now,
            supporters: [],
          },
        ],
      });
  });

  it('[C8] goes on with the subscription that a line renews, by what the line says', () =>
    given(customer)
      .when((state) =>
        reserveOrder(state, orderOf(otherPartner, { ...renewal, quantity: 7, termDuration: 'P3Y' }), true),
      )
      .thenState({
        subscriptions: [
          {
            ...customer.subscriptions[0],
            quantity: 7,
            billingCycle: 'monthly',
            termDuration: 'P3Y',
            orderId: 'order-0',
          },
        ],
      })
      .then());

  it('[C8] puts another reseller on record with a renewal that names one, and keeps it otherwise', () => {
    const [known] = customer.subscriptions;
    const recorded: Customer = { ...customer, subscriptions: [{ ...known!, partnerIdOnRecord: '1' }] };
    for (const [named, kept] of [
      [{ partnerIdOnRecord: '2' }, '2'],
      [{}, '1'],
    ] as const)
      given(recorded)
        .when((state) => reserveOrder(state, orderOf(otherPartner, { ...renewal, ...named }), true))
        .thenState({ subscriptions: [{ partnerIdOnRecord: kept }] });
  });

  it('[C8] refuses more subscriptions than a document should hold', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => line({ subscriptionId: `subscription-${index + 1}` }));
    const orders = [many.slice(0, 1_000), many].map((lines) => orderOf(provider, ...lines));
    expect(reserveOrder(customer, orders[0]!, true).outcome).toBe('happened');
    given(customer)
      .when((state) => reserveOrder(state, orders[1]!, true))
      .thenRejected(faults.invalidArgument, /1000/);
  });

  it('[C8] keeps what was reserved and held before', () => {
    const second = { ...order, id: 'order-9', lineItems: [line({ subscriptionId: 'subscription-9' })] };
    const held = reserveOrder(customer, order, true);
    if (held.outcome !== 'happened') throw new Error('Nothing happened.');
    given(held.state)
      .when((state) => reserveOrder(state, second, true))
      .thenState({
        relationships: [{}, { subscriptions: ['subscription-1', 'subscription-9'] }],
        reservedOrders: [order, second],
      });
  });

  it.each([
    ['a new purchase', [line()]],
    ['a new purchase beside a renewal', [line(), renewal]],
  ])('[A7] refuses %s with 13605 until the agreement is confirmed', (_, lines) =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, ...lines), false))
      .thenRejected(
        { status: 403, code: 13605 },
        /^Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or the customer must accept the Microsoft Customer Agreement in the Microsoft Admin Center before you can complete this purchase$/,
      ),
  );

  it('[C8] never refuses a renewal with 13605, and holds the renewed subscription once', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, renewal), false))
      .thenState({ relationships: [{ subscriptions: ['subscription-0'] }, {}] })
      .then());

  it('[C8] refuses to renew a subscription twice', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(otherPartner, renewal, { ...renewal, lineItemNumber: 2 }), true))
      .thenRejected({ status: 400, code: 2000 }, /once/));

  it('[C8] refuses to renew what is no active subscription of the partner', () =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf(provider, renewal), true))
      .thenRejected({ status: 400, code: 2000 }, /subscription-0/));

  it.each([
    ['with the agreement confirmed', true],
    ['before it says anything of the agreement', false],
  ])('[C8] refuses a partner without a relationship with 20002, %s', (_, confirmed) =>
    given(customer)
      .when((state) => reserveOrder(state, orderOf('stranger', line()), confirmed))
      .thenRejected(
        { status: 403, code: 20002 },
        `^The partner id stranger has no commerce relationship with the customer id ${customerId}.$`,
      ),
  );

  it('[C8] nobody can order for a tombstone', () => {
    given(tombstone(customerId))
      .when((state) => reserveOrder(state, order, true))
      .thenRejected(faults.noRelationship);
  });
});

describe('completeOrder', () => {
  it('[C8] lets that reservation go, and no other', () => {
    given(reserved)
      .when((state) => completeOrder(state, 'order-1'))
      .thenState({ reservedOrders: [{ id: 'order-2' }], relationships: customer.relationships });
  });

  it('[C8] completing an order that is not reserved any more changes nothing', () =>
    given(reserved)
      .when((state) => completeOrder(state, 'order-3'))
      .thenNothingHappened());
});
