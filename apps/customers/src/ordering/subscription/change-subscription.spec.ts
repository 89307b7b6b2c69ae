import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { subscriptionCancelled } from '#contracts/customers/ordering/subscription-cancelled.v1';
import { subscriptionUpdated } from '#contracts/customers/ordering/subscription-updated.v1';
import { type Customer } from '../../account/customer/customer.js';
import { changeSubscription, type SubscriptionChange } from './change-subscription.js';
import { type Subscription } from '../../account/subscription/subscription.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const [customerId, partner, other] = [id('1'), id('a'), id('b')];
const now = new Date('2026-03-01T08:00:00.000Z');
const later = new Date('2026-03-02T08:00:00.000Z');

const subscription = (last: string, changes: Partial<Subscription> = {}): Subscription => ({
  id: id(last),
  partnerId: partner,
  orderId: id('9'),
  offerId: 'offer-1',
  quantity: 5,
  status: 'active',
  billingCycle: 'monthly',
  createdAt: now,
  supporters: [],
  ...changes,
});
const active = subscription('2');
const suspended = subscription('3', { status: 'suspended' });
const foreign = subscription('4', { partnerId: other });

const customer: Customer = {
  id: customerId,
  status: 'active',
  companyName: 'Contoso',
  companyNameFolded: 'contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  cloud: 'Global',
  billingProfile: {
    id: 'billing-1',
    email: 'ana@contoso.com',
    culture: 'en-US',
    language: 'en',
    companyName: 'Contoso',
    defaultAddress: { country: 'DE', city: 'Berlin', addressLine1: 'Am Ufer 1', firstName: 'Ana', lastName: 'Silva' },
  },
  relationships: [
    { partnerId: partner, since: now, associatedPartnerIds: [], subscriptions: [active.id] },
    { partnerId: other, since: now, associatedPartnerIds: [], subscriptions: [foreign.id] },
  ],
  formerPartners: [],
  adminPrivileges: [],
  subscriptions: [active, suspended, foreign],
  reservedOrders: [],
  pendingConnections: [],
};

const change = (
  subscriptionId: string,
  wanted: SubscriptionChange,
  { confirmed = true, partnerId = partner, mpnId = '1', now = later } = {},
): ((state: Customer) => ReturnType<typeof changeSubscription>) => {
  return (state) =>
    changeSubscription(state, { partnerId, mpnId, subscriptionId }, wanted, {
      agreementConfirmed: confirmed,
      isSandbox: false,
      now,
    });
};
const published = (changed: Subscription): ReturnType<typeof event> =>
  event(subscriptionUpdated, {
    subscriptionId: changed.id,
    customerId,
    partnerId: partner,
    orderId: id('9'),
    offerId: 'offer-1',
    quantity: changed.quantity,
    status: changed.status as 'active',
    updatedAt: '2026-03-02T08:00:00.000Z',
  });

it('[C6] a suspended subscription is not held by the relationship any more, and no other is touched', () =>
  given(customer)
    .when(change(active.id, { status: 'suspended' }, { confirmed: false }))
    .thenState({
      relationships: [{ partnerId: partner, subscriptions: [] }, customer.relationships[1]],
      subscriptions: [{ ...active, status: 'suspended' }, suspended, foreign],
    })
    .then(published({ ...active, status: 'suspended' })));

it('[C6] an activated subscription is held again', () =>
  given(customer)
    .when(change(suspended.id, { status: 'active' }))
    .thenState({ relationships: [{ subscriptions: [active.id, suspended.id] }, customer.relationships[1]] })
    .then(published({ ...suspended, status: 'active' })));

it('[C8] another quantity is kept and told', () =>
  given(customer)
    .when(change(active.id, { quantity: 7 }))
    .thenState({
      subscriptions: [{ ...active, quantity: 7 }, suspended, foreign],
      relationships: customer.relationships,
    })
    .then(published({ ...active, quantity: 7 })));

it('[C8] status and quantity can change together', () =>
  given(customer)
    .when(change(suspended.id, { status: 'active', quantity: 1 }))
    .then(published({ ...suspended, status: 'active', quantity: 1 })));

it.each<[string, Subscription, SubscriptionChange]>([
  ['nothing', active, {}],
  ['what is so already', active, { status: 'active', quantity: 5 }],
  ['the suspension of what is suspended', suspended, { status: 'suspended' }],
])('[C6] asking for %s changes nothing', (_, { id: subscriptionId }, wanted) =>
  given(customer).when(change(subscriptionId, wanted)).thenNothingHappened(),
);

it('[C8] another quantity is refused with 13605 until the agreement is confirmed', () =>
  given(customer)
    .when(change(active.id, { quantity: 4 }, { confirmed: false }))
    .thenRejected(faults.agreementNotConfirmed, /before you can complete this purchase$/));

it.each<[string, SubscriptionChange, string]>([
  ['of what is suspended', { quantity: 6 }, suspended.id],
  ['together with a suspension', { quantity: 6, status: 'suspended' }, active.id],
])('[C8] another quantity %s is refused', (_, wanted, subscriptionId) =>
  given(customer)
    .when(change(subscriptionId, wanted))
    .thenRejected(faults.invalidArgument, /Activate it first/),
);

it.each([
  ['an unknown one', id('8')],
  ["another partner's", foreign.id],
])('[C7] %s is not found', (_, subscriptionId) =>
  given(customer)
    .when(change(subscriptionId, { status: 'suspended' }))
    .thenRejected(faults.notFound, subscriptionId),
);

it('[C6] without a relationship nothing is activated', () =>
  given<Customer>({ ...customer, relationships: [] })
    .when(change(suspended.id, { status: 'active' }))
    .thenRejected(faults.noRelationship));

it('[C8] while its order is in progress a subscription stays as it is', () => {
  const order = { id: id('9'), customerId, partnerId: partner, billingCycle: 'monthly', createdAt: now };
  const line = { lineItemNumber: 0, offerId: 'offer-1', subscriptionId: active.id, quantity: 5 };
  given({ ...customer, reservedOrders: [{ ...order, lineItems: [line] }] })
    .when(change(active.id, { status: 'suspended' }))
    .thenRejected({ status: 409, code: 800060 }, /in progress/);
});

it('[C6] publishes what the contract describes', () => {
  const decision = change(active.id, { quantity: 7 })(customer);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const data = JSON.parse(JSON.stringify(decision.events[0]?.data)) as unknown;
  expect({ ...parsePayload(subscriptionUpdated, data) }).toEqual(data);
});

it('[C8] another quantity is refused while the account is under review, another status is not', () => {
  const reviewed: Customer = { ...customer, validation: { status: 'UnderReview', updatedAt: now } };
  given(reviewed)
    .when(change(active.id, { quantity: 7 }))
    .thenRejected(faults.accountUnderReview);
  given(reviewed)
    .when(change(active.id, { status: 'suspended' }))
    .thenState({ subscriptions: [{ status: 'suspended' }, suspended, foreign] });
});

describe('the reseller on record', () => {
  const joint: Customer = {
    ...customer,
    adminPrivileges: [other],
    subscriptions: [{ ...active, partnerIdOnRecord: '4847383' }, suspended],
  };
  const by = (wanted: SubscriptionChange): ReturnType<typeof change> =>
    change(active.id, wanted, { partnerId: other, mpnId: '4847383' });

  it('[C8] suspends and renames the subscription, and switches its automatic renewal', () =>
    given(joint)
      .when(by({ status: 'suspended', friendlyName: 'Mail', autoRenewEnabled: false, quantity: active.quantity }))
      .thenState({
        subscriptions: [{ status: 'suspended', friendlyName: 'Mail', autoRenewEnabled: false }, suspended],
        relationships: [{ partnerId: partner, subscriptions: [] }, customer.relationships[1]],
      })
      .then(published({ ...active, status: 'suspended' })));

  it.each<[string, SubscriptionChange]>([
    ['quantity', { quantity: 7 }],
    ['termDuration', { termDuration: 'P3Y' }],
    ['status deleted', { status: 'deleted' }],
  ])('[C8] leaves %s to the provider', (name, wanted) =>
    given(joint)
      .when(by(wanted))
      .thenRejected(faults.roleNotAllowed, new RegExp(`^${name}: the indirect provider`)),
  );

  it('[C8] needs delegated admin privileges', () =>
    given<Customer>({ ...joint, adminPrivileges: [] })
      .when(by({ status: 'suspended' }))
      .thenRejected(faults.roleNotAllowed, /while it holds delegated admin privileges/));
});

describe('a cancellation', () => {
  const weekLater = new Date('2026-03-08T08:00:00.000Z');
  const tooLate = new Date('2026-03-08T08:00:00.001Z');
  const cancel = (now: Date): ReturnType<typeof change> => change(active.id, { status: 'deleted' }, { now });

  it('[C8] within a week takes the subscription out of the relationship for good', () =>
    given(customer)
      .when(cancel(weekLater))
      .thenState({
        subscriptions: [{ id: active.id, status: 'deleted' }, suspended, foreign],
        relationships: [{ subscriptions: [] }, customer.relationships[1]],
      })
      .then(
        event(subscriptionCancelled, {
          subscriptionId: active.id,
          customerId,
          partnerId: partner,
          orderId: id('9'),
          offerId: 'offer-1',
          quantity: 5,
          cancelledAt: weekLater.toISOString(),
        }),
      ));

  it('[C8] later is refused, and told what can be done', () =>
    given(customer)
      .when(cancel(tooLate))
      .thenRejected(faults.invalidArgument, /autoRenewEnabled/));

  it('[C8] waits for the add-ons, and is not undone', () => {
    const addOn = { ...suspended, parentSubscriptionId: active.id };
    given<Customer>({ ...customer, subscriptions: [active, addOn] })
      .when(cancel(later))
      .thenRejected(faults.invalidArgument, new RegExp(addOn.id));
    given<Customer>({ ...customer, subscriptions: [{ ...active, status: 'deleted' }] })
      .when(change(active.id, { status: 'active' }))
      .thenRejected(faults.invalidArgument, /is cancelled/);
  });
});

describe('terms', () => {
  const next = { product: { productId: 'CFQ7', skuId: '0001' }, quantity: 3 };
  const scheduled: Customer = { ...customer, subscriptions: [{ ...active, nextTerm: next }, suspended, foreign] };
  const stateAfter = (state: Customer, wanted: SubscriptionChange): Subscription => {
    const decision = change(active.id, wanted)(state);
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    return decision.state.subscriptions[0] as Subscription;
  };

  it('[C8] another term begins now; another billing cycle leaves it', () => {
    expect(stateAfter(customer, { termDuration: 'P3Y' })).toMatchObject({
      termBeganAt: later,
      termEndsAt: new Date('2029-03-02T08:00:00.000Z'),
    });
    expect(stateAfter(customer, { billingCycle: 'triennial' })).toMatchObject({
      termDuration: 'P1Y',
      termEndsAt: new Date('2027-03-01T08:00:00.000Z'),
    });
  });

  it('[C8] what is scheduled goes when the terms change before, or the automatic renewal is switched off', () => {
    expect(stateAfter(scheduled, { friendlyName: 'Mail' }).nextTerm).toEqual(next);
    expect(stateAfter(scheduled, { quantity: 9 }).nextTerm).toBeUndefined();
    expect(stateAfter(scheduled, { autoRenewEnabled: false }).nextTerm).toBeUndefined();
    given(customer)
      .when(change(active.id, { nextTerm: next, autoRenewEnabled: false }))
      .thenRejected(faults.invalidArgument, /^scheduledNextTermInstructions/);
  });

  it('[C8] reasons are told while a subscription is suspended', () => {
    expect(stateAfter(customer, { status: 'suspended', suspensionReasons: ['Nonpayment'] }).suspensionReasons).toEqual([
      'Nonpayment',
    ]);
    given(customer)
      .when(change(active.id, { suspensionReasons: ['Nonpayment'] }))
      .thenRejected(faults.invalidArgument, /^suspensionReasons/);
  });
});
