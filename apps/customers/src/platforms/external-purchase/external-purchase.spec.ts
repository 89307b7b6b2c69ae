import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { externalPurchaseRecorded } from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { purchaseFault, recordPurchase, type ExternalPurchase } from './external-purchase.js';

const now = new Date('2026-03-01T08:00:00.000Z');
const purchase: ExternalPurchase = {
  id: '0a1b2c3d-0000-4000-8000-000000000007',
  customerId: '0a1b2c3d-0000-4000-8000-000000000001',
  partnerId: '0a1b2c3d-0000-4000-8000-00000000000a',
  offerKind: 'azurePlan',
  purchasedAt: new Date('2020-06-30T00:00:00.000Z'),
  renewal: false,
};

it.each([{}, { reference: 'PO-7' }, { renewal: true }])('[C8] a purchase tells all that is known of it: %j', (more) => {
  const { id: purchaseId, purchasedAt, ...rest } = { ...purchase, ...more };
  given()
    .when(() => recordPurchase({ ...purchase, ...more }))
    .then(event(externalPurchaseRecorded, { purchaseId, ...rest, purchasedAt: purchasedAt.toISOString() }));
});

it.each(['0001-01-01', '2026-03-01T08:00:00Z', '2026-03-02'])('[C8] can be of %s', (time) =>
  expect(purchaseFault({ purchasedAt: new Date(time) }, now)).toBeUndefined(),
);

it.each([
  ['2026-W09', /must be a time/],
  ['2026-03-02T08:00:01Z', /future/],
])('[C8] cannot be of %s', (time, description) =>
  expect(purchaseFault({ purchasedAt: new Date(time) }, now)?.rejection).toMatchObject({
    fault: faults.invalidArgument,
    description: expect.stringMatching(description) as string,
  }),
);
