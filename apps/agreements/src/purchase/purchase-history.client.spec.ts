import { type InternalCall } from '#lib/contracts';
import { DependencyUnavailableError, type Caller, type InternalClient } from '#lib/service-kit';
import { PurchaseHistoryClient } from './purchase-history.client.js';
import { hasBought, type Purchase } from './purchase.js';
import { type PurchaseProjection } from './purchase.projection.js';

const caller: Caller = { tenantId: 'customer-1', objectId: 'user-1', kind: 'user', roles: ['GlobalAdmin'] };
const purchase: Purchase = {
  customerId: 'customer-1',
  partnerId: 'partner-1',
  orderedAt: new Date('2026-03-01'),
  original: true,
};
let asked: string[];
beforeEach(() => (asked = []));

/** The history where the projection knows `known`, and the owner answers `answer`. */
const historyWith = (known: Purchase | undefined, answer: () => Promise<object>): PurchaseHistoryClient =>
  new PurchaseHistoryClient(
    { originalOf: () => Promise.resolve(known) } as unknown as PurchaseProjection,
    {
      call: ({ owner, path }: InternalCall, { customerId }: { customerId: string }) => {
        asked.push(`${owner} ${path} ${customerId}`);
        return answer();
      },
    } as unknown as InternalClient,
  );
const answering =
  (...purchases: object[]) =>
  (): Promise<object> =>
    Promise.resolve({ status: 200, body: { purchases } });

it('[A6] a purchase that the projection knows decides, also while the owner is away', async () => {
  const away = (): Promise<object> => Promise.reject(new DependencyUnavailableError('customers'));
  expect(await historyWith(purchase, away).of(caller, 'customer-1')).toEqual([purchase]);
  expect(asked).toEqual([]);
});

it('[A6] a purchase that has not been heard of yet is learned from its owner', async () => {
  const told = { ...purchase, orderedAt: purchase.orderedAt.toISOString() };
  expect(await historyWith(undefined, answering(told)).of(caller, 'customer-1')).toEqual([purchase]);
  expect(asked).toEqual(['customers /internal/customers/:customerId/purchases customer-1']);
});

it('[A6] that there is none is believed of the owner alone', async () => {
  expect(await historyWith(undefined, answering()).of(caller, 'customer-1')).toEqual([]);
  expect(asked).toHaveLength(1);
});

it('[A6] an owner that is away is no answer: neither accepted nor refused', async () => {
  const away = (): Promise<object> => Promise.reject(new DependencyUnavailableError('customers'));
  const refusal = { fault: { status: 503, code: 800003 }, retryAfter: 2 };
  await expect(historyWith(undefined, away).of(caller, 'customer-1')).rejects.toMatchObject(refusal);
});

it.each([
  [[], false],
  [[{ original: false }, { original: false }], false],
  [[{ original: true }], true],
  [[{ original: false }, { original: true }], true],
])('[A6] of %j has bought or not', (purchases, bought) => expect(hasBought(purchases)).toBe(bought));
