import { faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { toContent, toResource } from './cart.mapping.js';
import { beginCheckout, changeCart, createCart, endCheckout, isExpired, orderGroups, type Cart } from './cart.js';

const now = new Date('2026-03-01T08:00:00.000Z');
const nextDay = new Date('2026-03-02T08:00:00.000Z');
const inAWeek = new Date('2026-03-08T08:00:00.000Z');
const line = (id: number, changes: object = {}): Cart['lineItems'][number] => ({
  id,
  catalogItemId: 'offer-1',
  quantity: 1,
  billingCycle: 'monthly',
  ...changes,
});
const owner = { customerId: 'customer-1', partnerId: 'partner-1' };
const cart: Cart = {
  id: 'cart-1',
  ...owner,
  status: 'open',
  revision: 1,
  lineItems: [line(0)],
  createdAt: now,
  modifiedAt: now,
  modifiedBy: 'user-1',
  expiresAt: inAWeek,
  orderedGroups: [],
  orderErrors: [],
};
const checkingOut: Cart = { ...cart, status: 'checking-out' };
const checkedOut: Cart = { ...cart, status: 'checked-out', orderedGroups: ['0'] };
const none = { orderedGroups: [], orderErrors: [] };
const one = { orderedGroups: ['0'], orderErrors: [{ orderGroup: '1', code: 2000, description: 'No.' }] };

it('[C8] a cart is created for a week', () =>
  given()
    .when(() => createCart('cart-1', { ...owner, userId: 'user-1' }, { lineItems: [line(0)] }, now))
    .thenState(cart)
    .then());

it('[C8] changing the lines makes another revision, which lasts a week again', () =>
  given(cart)
    .when((state) => changeCart(state, 'user-2', { lineItems: [line(0), line(1)] }, nextDay))
    .thenState({
      revision: 2,
      lineItems: [line(0), line(1)],
      modifiedAt: nextDay,
      modifiedBy: 'user-2',
      expiresAt: new Date('2026-03-09T08:00:00.000Z'),
    })
    .then());

it.each<[string, Cart, object, RegExp, Date]>([
  ['is being checked out', checkingOut, faults.conflict, /is being checked out/, now],
  ['is checked out', checkedOut, faults.conflict, /is checked out/, now],
  ['has expired', cart, faults.notFound, /has expired/, inAWeek],
])('[C8] what %s is not changed', (_, state, fault, text, at) =>
  given(state)
    .when((before) => changeCart(before, 'user-1', { lineItems: [line(0)] }, at))
    .thenRejected(fault as typeof faults.conflict, text),
);

it('[C8] a checkout holds the lines; one that goes on, or is over, changes nothing', () => {
  given(cart)
    .when((state) => beginCheckout(state, now))
    .thenState({ status: 'checking-out' })
    .then();
  for (const state of [checkingOut, checkedOut]) {
    given(state)
      .when((before) => beginCheckout(before, inAWeek))
      .thenNothingHappened();
  }
  given(cart)
    .when((state) => beginCheckout(state, inAWeek))
    .thenRejected(faults.notFound, /has expired/);
});

it.each<[string, Cart]>([
  ['in this request', checkingOut],
  ['after one at the same time found nothing', cart],
])('[C8] a checkout with an order, %s, ends the cart with what came of it', (_, state) =>
  given(state)
    .when((before) => endCheckout(before, 1, one))
    .thenState({ status: 'checked-out', ...one })
    .then(),
);

it('[C8] a checkout without any order opens the cart again', () =>
  given(checkingOut)
    .when((state) => endCheckout(state, 1, none))
    .thenState({ status: 'open', revision: 1 })
    .then());

it.each<[string, Cart, Pick<Cart, 'orderedGroups' | 'orderErrors'>]>([
  ['of a cart that is checked out', checkedOut, one],
  ['without any order of an open cart', cart, none],
  ['of lines that were changed since', { ...cart, revision: 2 }, one],
])('[C8] the end of a checkout %s changes nothing', (_, state, result) =>
  given(state)
    .when((before) => endCheckout(before, 1, result))
    .thenNothingHappened(),
);

it('[C8] expires only while it is open', () => {
  expect([cart, checkingOut, checkedOut].map((state) => isExpired(state, inAWeek))).toEqual([true, false, false]);
  expect(isExpired(cart, nextDay)).toBe(false);
});

it('[C8] groups lines by billing cycle and currency, in their order', () => {
  const lines = [line(0), line(1, { currencyCode: 'USD' }), line(2, { billingCycle: 'annual' }), line(3)];
  expect([...orderGroups(lines)]).toEqual([
    ['0', [lines[0], lines[3]]],
    ['1', [lines[1]]],
    ['2', [lines[2]]],
  ]);
});

it('[C8] reads lines as they are sent, and answers them so, with their groups', () => {
  const participants = [{ key: 'transaction_reseller', value: '4847383' }];
  const renewsTo = { subscriptionId: 'B1BEB621-3cad-4d7a-b360-62db33ce028e' };
  const { lineItems } = toContent({ lineItems: [{ catalogItemId: 'offer-1', quantity: 2, participants, renewsTo }] });
  expect(lineItems).toEqual([
    {
      id: 0,
      catalogItemId: 'offer-1',
      quantity: 2,
      billingCycle: 'unknown',
      partnerIdOnRecord: '4847383',
      renewsTo: 'b1beb621-3cad-4d7a-b360-62db33ce028e',
    },
  ]);
  expect(toResource({ ...cart, lineItems }).lineItems).toEqual([
    {
      id: 0,
      catalogItemId: 'offer-1',
      quantity: 2,
      billingCycle: 'unknown',
      participants,
      orderGroup: '0',
      renewsTo: { subscriptionId: 'b1beb621-3cad-4d7a-b360-62db33ce028e' },
    },
  ]);
  const other = [{ key: 'advisor', value: '4847383' }];
  expect(() => toContent({ lineItems: [{ catalogItemId: 'offer-1', quantity: 1, participants: other }] })).toThrow(
    'lineItems.0.participants',
  );
});

it('[C8] add-ons follow what they belong to, in its order group, billed as it is', () => {
  const addonItems = [{ catalogItemId: 'add-on', quantity: 3 }];
  const content = toContent({
    lineItems: [
      { catalogItemId: 'offer-1', quantity: 1, billingCycle: 'Triennial', addonItems },
      { catalogItemId: 'offer-2', quantity: 1, billingCycle: 'Monthly' },
    ],
  });
  expect(content.lineItems.map(({ id, addOnOf, billingCycle }) => [id, addOnOf, billingCycle])).toEqual([
    [0, undefined, 'triennial'],
    [1, 0, 'triennial'],
    [2, undefined, 'monthly'],
  ]);
  expect(toResource({ ...cart, ...content }).lineItems).toMatchObject([
    { id: 0, orderGroup: '0', addonItems: [{ id: 1, catalogItemId: 'add-on', quantity: 3, orderGroup: '0' }] },
    { id: 2, orderGroup: '1' },
  ]);
  const other = [{ catalogItemId: 'add-on', quantity: 1, billingCycle: 'annual' }];
  expect(() =>
    toContent({ lineItems: [{ catalogItemId: 'x', quantity: 1, billingCycle: 'monthly', addonItems: other }] }),
  ).toThrow('lineItems.1.billingCycle');
});

it('[C8] a provisioning context names the subscription that a line is an add-on to', () => {
  const ParentSubscriptionId = '97555B61-7461-477A-A98C-9C76148783E4';
  const provisioningContext = { ParentSubscriptionId };
  const { lineItems } = toContent({ lineItems: [{ catalogItemId: 'x', quantity: 1, provisioningContext }] });
  expect(lineItems).toMatchObject([{ parentSubscriptionId: ParentSubscriptionId.toLowerCase(), provisioningContext }]);
});
