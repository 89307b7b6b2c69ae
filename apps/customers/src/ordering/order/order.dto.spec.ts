import { RequestPipe } from '#lib/partner-api';
import { PlaceOrderRequest } from './order.dto.js';
import { toOrdered, toResource } from './order.mapping.js';
import { type Ordered } from './order.js';

const customerId = '53eb21cb-6b2d-4ee5-9e92-27dfc927e93c';
const read = (body: object): Ordered =>
  toOrdered(
    customerId,
    new RequestPipe().transform(body, { type: 'body', metatype: PlaceOrderRequest }) as PlaceOrderRequest,
  );
const line = (changes: object = {}): object => ({ lineItemNumber: 0, offerId: 'offer-1', quantity: 1, ...changes });
const lines = (...numbers: number[]): object => ({
  lineItems: numbers.map((lineItemNumber) => line({ lineItemNumber })),
});
const refused = (description: RegExp): Error =>
  expect.objectContaining({
    fault: { status: 400, code: 2000 },
    description: expect.stringMatching(description) as string,
  }) as Error;

it.each([
  [
    'camelCase with unknown fields as Java sends it',
    {
      attributes: { objectType: 'Order' },
      lineItems: [{ attributes: { objectType: 'OrderLineItem' }, ...line({ partnerIdOnRecord: '4847383' }) }],
      referenceCustomerId: customerId,
      totalPrice: 0,
    },
  ],
  [
    'PascalCase with nulls as .NET sends it',
    {
      Id: null,
      ReferenceCustomerId: customerId.toUpperCase(),
      BillingCycle: null,
      CurrencyCode: null,
      LineItems: [
        {
          LineItemNumber: 0,
          OfferId: 'offer-1',
          SubscriptionId: null,
          Quantity: 1,
          FriendlyName: null,
          PartnerIdOnRecord: '4847383',
          RenewsTo: null,
        },
      ],
    },
  ],
])('[C8] reads an order from %s', (_, body) => {
  const { lineItems, ...order } = read(body);
  expect(order).toStrictEqual({ billingCycle: 'unknown' });
  expect(lineItems).toStrictEqual([line({ partnerIdOnRecord: '4847383' })]);
});

it.each([[[0]], [[1, 0]], [[2, 0, 1]]])('[C8] accepts the line numbers %j', (numbers) =>
  expect(read(lines(...numbers)).lineItems.map(({ lineItemNumber }) => lineItemNumber)).toEqual(numbers),
);

it.each([[[1]], [[0, 0]], [[0, 2]], [[0, 1, 1]]])('[C8] refuses the line numbers %j', (numbers) =>
  expect(() => read(lines(...numbers))).toThrow(refused(/^lineItems: lineItemNumber must count from 0/)),
);

it.each([
  [undefined, 'unknown'],
  ['none', 'none'],
  ['Monthly', 'monthly'],
  ['ANNUAL', 'annual'],
  ['OneTime', 'one_time'],
  ['Triennial', 'triennial'],
  ['biennial', 'biennial'],
  ['one_time', 'one_time'],
  ['Unknown', 'unknown'],
])('[C8] reads the billing cycle %j as %s', (billingCycle, folded) =>
  expect(read({ ...lines(0), billingCycle }).billingCycle).toBe(folded),
);

it.each([['weekly'], ['month ly']])('[C8] refuses the billing cycle %j', (billingCycle) =>
  expect(() => read({ ...lines(0), billingCycle })).toThrow(refused(/^billingCycle must be one of none, monthly/)),
);

it.each<[string, object, number, number, RegExp]>([
  [
    'another customer than that of the path',
    { ...lines(0), referenceCustomerId: '00000000-6b2d-4ee5-9e92-27dfc927e93c' },
    ...([400, 900118, /^referenceCustomerId must be the customer of the path/] as const),
  ],
  [
    'an offer that cannot be one',
    { lineItems: [line(), line({ lineItemNumber: 1, offerId: 'Office 365' })] },
    ...([400, 800004, /^Invalid offer Id in line 1/] as const),
  ],
])('[C8] refuses %s', (_, body, status, code, description) =>
  expect(() => read(body)).toThrow(
    expect.objectContaining({
      fault: { status, code },
      description: expect.stringMatching(description) as string,
    }) as Error,
  ),
);

it.each(['031C9E47-4802-4248-838E-778FB1D2CC05', 'CFQ7TTC0LH18:0001:CFQ7TTC0K971', 'MS-AZR-0145P'])(
  '[C8] takes the offer %s',
  (offerId) => expect(read({ lineItems: [line({ offerId })] }).lineItems[0]?.offerId).toBe(offerId),
);

it.each([
  ['referenceCustomerId', { ...lines(0), referenceCustomerId: 'contoso' }],
  ['currencyCode', { ...lines(0), currencyCode: 'EURO' }],
  ['lineItems', {}],
  ['lineItems', { lineItems: [] }],
  ['lineItems', { lineItems: [null] }],
  ['lineItems', { lineItems: Array.from({ length: 201 }, (_, lineItemNumber) => line({ lineItemNumber })) }],
  ['lineItems.0.lineItemNumber', { lineItems: [line({ lineItemNumber: -1 })] }],
  ['lineItems.0.lineItemNumber', { lineItems: [line({ lineItemNumber: '0' })] }],
  ['lineItems.0.offerId', { lineItems: [line({ offerId: '' })] }],
  ['lineItems.0.offerId', { lineItems: [line({ offerId: 'x'.repeat(257) })] }],
  ['lineItems.0.quantity', { lineItems: [line({ quantity: 0 })] }],
  ['lineItems.0.quantity', { lineItems: [line({ quantity: 1.5 })] }],
  ['lineItems.0.quantity', { lineItems: [line({ quantity: 1_000_001 })] }],
  ['lineItems.0.friendlyName', { lineItems: [line({ friendlyName: 'x'.repeat(257) })] }],
  ['lineItems.0.partnerIdOnRecord', { lineItems: [line({ partnerIdOnRecord: '-4' })] }],
  ['lineItems.0.termDuration', { lineItems: [line({ termDuration: 'x'.repeat(21) })] }],
  ...[
    'text',
    ['text'],
    { scope: 1 },
    { '1st': 'x' },
    { 'a.b': 'x' },
    { $set: 'x' },
    { scope: 'x'.repeat(101) },
    { scope: '\u0001' },
    { scope: '\ud800' },
    { scope: 'a\u202eb' },
    { scope: '🎉'.repeat(101) },
    Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`name${index}`, 'x'])),
  ].map((provisioningContext): [string, object] => [
    'lineItems.0.provisioningContext',
    { lineItems: [line({ provisioningContext })] },
  ]),
  [
    'lineItems.1.renewsTo.subscriptionId',
    { lineItems: [line(), line({ lineItemNumber: 1, renewsTo: 'subscription' })] },
  ],
])('[C8] names %s where it is at fault', (path, body) =>
  expect(() => read(body)).toThrow(refused(new RegExp(`(^|\\s)${path.replaceAll('.', '\\.')}[ .]`))),
);

it('[C8] keeps the names of a provisioning context as they are', () => {
  const provisioningContext = { Scope: 'Gemeinsam genützt 🎉', subscriptionId: '' };
  expect(read({ lineItems: [line({ ProvisioningContext: provisioningContext })] }).lineItems).toStrictEqual([
    line({ provisioningContext }),
  ]);
});

it('[C8] reads the texts of a provisioning context as others', () => {
  const provisioningContext = { scope: ' Zu\u0308rich\t', note: ' ', many: '🎉'.repeat(100), who: '👩\u200d🚀' };
  expect(read({ lineItems: [line({ provisioningContext })] }).lineItems).toStrictEqual([
    line({ provisioningContext: { ...provisioningContext, scope: 'Zürich', note: '' } }),
  ]);
});

it.each<[string, unknown, object]>([
  ['a text', customerId.toUpperCase(), { renewsTo: customerId }],
  ['an object', { SubscriptionId: customerId, TermDuration: null }, { renewsTo: customerId }],
  ["the term after a purchase, as .NET's SDK sends it", { TermDuration: 'P1Y' }, { renewalTermDuration: 'P1Y' }],
])('[C8] reads what a line renews from %s', (_, renewsTo, expected) =>
  expect(read({ lineItems: [line({ renewsTo })] }).lineItems).toStrictEqual([line(expected)]),
);

it('[C8] answers an order in Partner Center’s shape', () => {
  const { id, partnerId } = { id: 'order-1', partnerId: 'partner-1' };
  const order = {
    id,
    customerId,
    partnerId,
    billingCycle: 'monthly',
    currencyCode: 'EUR',
    createdAt: new Date('2026-03-01T08:00:00Z'),
    lineItems: [
      { lineItemNumber: 0, offerId: 'offer-1', quantity: 2, subscriptionId: 'subscription-1' },
      {
        lineItemNumber: 1,
        offerId: 'offer-1',
        quantity: 2,
        subscriptionId: 'subscription-2',
        renewsTo: 'subscription-2',
      },
    ],
  };
  const subscription = (name: string): object => ({
    subscription: { uri: `/customers/${customerId}/subscriptions/${name}`, method: 'GET', headers: [] },
  });
  const { attributes, ...resource } = toResource(order);
  expect(resource).toStrictEqual({
    id,
    referenceCustomerId: customerId,
    billingCycle: 'monthly',
    currencyCode: 'EUR',
    currencySymbol: '€',
    transactionType: 'UserPurchase',
    status: 'completed',
    creationDate: '2026-03-01T08:00:00.000Z',
    lineItems: [
      { ...order.lineItems[0], transactionType: 'New', links: subscription('subscription-1') },
      {
        ...order.lineItems[1],
        transactionType: 'Renew',
        renewsTo: { subscriptionId: 'subscription-2' },
        links: subscription('subscription-2'),
      },
    ],
    links: { self: { uri: `/customers/${customerId}/orders/order-1`, method: 'GET', headers: [] } },
  });
  expect(attributes.objectType).toBe('Order');
  expect(JSON.parse(Buffer.from(attributes.etag as string, 'base64').toString())).toEqual({ id, version: 1 });
});
