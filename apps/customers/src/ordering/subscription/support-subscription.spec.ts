import { event, faults, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { subscriptionSupported } from '#contracts/customers/ordering/subscription-supported.v1';
import { tombstone, type Customer } from '../../account/customer/customer.js';
import { toResource } from './subscription.dto.js';
import { isShownTo, type Subscription } from '../../account/subscription/subscription.js';
import { supportSubscription } from './support-subscription.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const [customerId, seller, supporter] = [id('1'), id('a'), id('b')];
const now = new Date('2026-03-01T08:00:00.000Z');

const subscription: Subscription = {
  id: id('2'),
  partnerId: seller,
  orderId: id('9'),
  offerId: 'offer-1',
  quantity: 5,
  status: 'active',
  billingCycle: 'monthly',
  partnerIdOnRecord: '4847383',
  createdAt: now,
  supporters: [],
};
const customer: Customer = {
  ...tombstone(customerId),
  status: 'active',
  relationships: [seller, supporter].map((partnerId) => ({
    partnerId,
    since: now,
    associatedPartnerIds: [],
    subscriptions: partnerId === seller ? [id('2')] : [],
  })),
  subscriptions: [subscription],
};
const supported: Subscription = { ...subscription, supporters: [supporter] };
const by = (
  partnerId: string,
  subscriptionId = id('2'),
): ((state: Customer) => ReturnType<typeof supportSubscription>) => {
  return (state) => supportSubscription(state, { partnerId, subscriptionId }, now);
};

it('[C7] a partner supports what another one sold, and nothing else of it changes', () =>
  given(customer)
    .when(by(supporter))
    .thenState({ subscriptions: [supported], relationships: customer.relationships })
    .then(
      event(subscriptionSupported, {
        subscriptionId: id('2'),
        customerId,
        partnerId: seller,
        orderId: id('9'),
        offerId: 'offer-1',
        quantity: 5,
        status: 'active',
        updatedAt: '2026-03-01T08:00:00.000Z',
        supportedBy: supporter,
      }),
    ));

it('[C7] supporting it twice changes nothing', () =>
  given<Customer>({ ...customer, subscriptions: [supported] })
    .when(by(supporter))
    .thenNothingHappened());

it.each<[string, string, string, object, RegExp]>([
  ['who has no relationship with the customer', id('d'), id('2'), faults.noRelationship, /no commerce relationship/],
  ['who names no subscription of the customer', supporter, id('8'), faults.notFound, /has no subscription/],
  ['who sold it', seller, id('2'), faults.invalidArgument, /yourself/],
])('[C7] a partner %s is refused', (_, partnerId, subscriptionId, fault, text) =>
  given(customer)
    .when(by(partnerId, subscriptionId))
    .thenRejected(fault as typeof faults.notFound, text),
);

it('[C7] who supports it is not told how it was sold', () => {
  const [own, other] = [seller, supporter].map((partnerId) => toResource(customerId, supported, partnerId));
  expect([own?.orderId, own?.partnerId]).toEqual([id('9'), '4847383']);
  expect([other?.orderId, other?.partnerId]).toEqual([undefined, undefined]);
  expect(other).toMatchObject({ id: id('2'), offerId: 'offer-1', quantity: 5, status: 'active' });
});

it('[C7] publishes what the contract describes', () => {
  const decision = by(supporter)(customer);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const data = JSON.parse(JSON.stringify(decision.events[0]?.data)) as unknown;
  expect({ ...parsePayload(subscriptionSupported, data) }).toEqual(data);
});

it.each([
  ['who ordered it', { partnerId: seller }, true],
  ['the reseller on record', { partnerId: id('c'), mpnId: '4847383' }, true],
  ['who supports it', { partnerId: supporter, mpnId: '1' }, true],
  ['another reseller', { partnerId: id('c'), mpnId: '1' }, false],
  ['another partner', { partnerId: id('c') }, false],
])('[C7] is shown to %s: %j', (_, viewer, shown) => {
  expect(isShownTo(supported, viewer)).toBe(shown);
  const withoutRecord = { ...supported, partnerIdOnRecord: undefined };
  expect(isShownTo(withoutRecord, viewer)).toBe(shown && viewer.partnerId !== id('c'));
});
