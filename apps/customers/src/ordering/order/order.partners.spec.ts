import { type Caller, type PartnersClient, type InternalClient, type PartnerAgreementsClient } from '#lib/service-kit';
import { type ValuesOf } from '#lib/contracts';
import { type MpnIdHolder } from '#contracts/internal/enrollment';
import { type getPartnership } from '#contracts/internal/relationships';
import { type Customer } from '../../account/customer/customer.js';
import { PartnershipsClient } from '../../neighbours/partnership/partnerships.client.js';
import { type Subscription } from '../../account/subscription/subscription.js';
import { OrderPartners } from './order.partners.js';

const provider: MpnIdHolder = {
  partnerId: 'provider',
  companyName: 'Broadway',
  partnerType: 'indirect-provider',
  status: 'active',
  country: 'US',
  cloud: 'Global',
};
const reseller: MpnIdHolder = { ...provider, partnerId: 'reseller', partnerType: 'indirect-reseller' };
const holders: Record<string, MpnIdHolder | 'profile-only'> = {
  1: reseller,
  2: { ...reseller, partnerId: 'unsigned-reseller' },
  3: provider,
  4: { ...reseller, partnerId: 'direct-bill', partnerType: 'direct-bill' },
  5: 'profile-only',
  6: { ...reseller, cloud: 'China' },
  7: { ...reseller, partnerId: 'former-reseller' },
};
const callerOf = (partner: MpnIdHolder): Caller => ({
  tenantId: partner.partnerId,
  objectId: 'user-1',
  kind: 'user',
  roles: [],
  partner,
});
let asked: string[];
const agreements = {
  isSigned: (_: Caller, partnerId: string) => Promise.resolve(!partnerId.startsWith('unsigned')),
} as PartnerAgreementsClient;
const partners = {
  holderOf: (mpnId: string) => {
    asked.push(mpnId);
    return Promise.resolve(holders[mpnId]);
  },
} as PartnersClient;
/** The relationships service, which knows one partnership. */
const internal = {
  call: (_: object, { providerId, resellerId }: ValuesOf<typeof getPartnership>) =>
    Promise.resolve({ status: 200, body: { isActive: providerId === 'provider' && resellerId === 'reseller' } }),
} as unknown as InternalClient;
const order = new OrderPartners(partners, agreements, new PartnershipsClient(internal));
const ofThree: Subscription = {
  id: 'subscription-1',
  partnerId: 'provider',
  orderId: 'order-1',
  offerId: 'offer-1',
  quantity: 3,
  status: 'active',
  billingCycle: 'monthly',
  createdAt: new Date(0),
  supporters: [],
};
const customerThrough = (...associatedPartnerIds: string[]): Pick<Customer, 'relationships' | 'subscriptions'> => ({
  relationships: [{ partnerId: 'provider', since: new Date(0), associatedPartnerIds, subscriptions: [ofThree.id] }],
  subscriptions: [ofThree],
});
const customer = customerThrough();
const directCustomer = {
  ...customer,
  relationships: customerThrough('former-reseller').relationships.map((own) => ({ ...own, isDirect: true })),
};
const directlyThrough = (resellerId: string): typeof customer => ({
  ...customer,
  relationships: customerThrough(resellerId).relationships.map((own) => ({ ...own, isDirect: true })),
});
/** The same where all are partners. */
const allActive = {
  call: () => Promise.resolve({ status: 200, body: { isActive: true } }),
} as unknown as InternalClient;
const signedPartnerships = new OrderPartners(partners, agreements, new PartnershipsClient(allActive));
const onRecord = (...mpnIds: (string | undefined)[]): { partnerIdOnRecord?: string; quantity: number }[] =>
  mpnIds.map((partnerIdOnRecord) => ({ partnerIdOnRecord, quantity: 1 }));

beforeEach(() => (asked = []));

it('[E11] lets a partner that signed order, alone and with resellers that signed, each asked about once', async () => {
  expect(await order.transactFault(callerOf(provider), customer, onRecord(undefined))).toBeUndefined();
  expect(asked).toEqual([]);
  expect(await order.transactFault(callerOf(provider), customer, onRecord('1', undefined, '1'))).toBeUndefined();
  expect(asked).toEqual(['1']);
});

it.each([
  ['an unsigned partner’s order', 'unsigned-provider', onRecord('1'), 403, 900124, /^Your company has not accepted/],
  ['an unsigned reseller on record', 'provider', onRecord('1', '2'), 403, 900123, /by the indirect reseller .* 2\.$/],
  ['a provider on record', 'provider', onRecord('3'), 404, 2072, /^MPN Id 3 of Indirect Provider/],
  ['a direct-bill partner on record', 'provider', onRecord('4'), 400, 800016, /^MPN Id 4 is not a valid Indirect/],
  ['a member without a CSP account on record', 'provider', onRecord('5'), 400, 800016, /^MPN Id 5 is not a valid/],
  ['an unknown partner on record', 'provider', onRecord('9'), 404, 800015, /^MPN Id 9 is not found/],
  [
    'a reseller on record without a partnership',
    'other-provider',
    onRecord('1'),
    403,
    900149,
    /^You have no active partner/,
  ],
  ['a reseller of another cloud on record', 'provider', onRecord('6'), 404, 800015, /^MPN Id 6 is not found/],
])('[C8] refuses %s', async (_, partnerId, lineItems, status, code, text) => {
  const refused = await order.transactFault(callerOf({ ...provider, partnerId }), customer, lineItems);
  expect(refused?.rejection).toEqual({ fault: { status, code }, description: expect.stringMatching(text) as string });
});

describe('[R7] a provider’s order without a partner on record', () => {
  it.each([
    ['that it sells to itself', customer],
    ['that came through a reseller', customerThrough('reseller')],
    ['that came through several, one of which is a partner', customerThrough('former-reseller', 'reseller')],
    ['that came through one whose partnership has ended, and took the provider alone as well', directCustomer],
  ])('is for a customer %s', async (_, through) => {
    await expect(order.transactFault(callerOf(provider), through, onRecord(undefined))).resolves.toBeUndefined();
  });

  it('is refused for a customer that came through a reseller whose partnership has ended', async () => {
    const placed = order.transactFault(callerOf(provider), customerThrough('former-reseller'), onRecord(undefined));
    await expect(placed).resolves.toMatchObject({ rejection: { fault: { status: 403, code: 900149 } } });
  });

  it.each([
    ['is refused unless one of them has signed', customerThrough('unsigned-reseller'), 900123],
    ['goes through if another one has signed', customerThrough('unsigned-reseller', 'reseller'), undefined],
    ['goes through if the customer took the provider alone as well', directlyThrough('unsigned-reseller'), undefined],
  ])('for a customer that came through resellers %s', async (_, through, code) => {
    const refused = await signedPartnerships.transactFault(callerOf(provider), through, onRecord(undefined));
    expect(refused?.rejection.fault.code).toBe(code);
  });

  const renewal = { renewsTo: ofThree.id, quantity: 3 };
  it('goes through for one that only renews, whoever the customer came through', async () => {
    const placed = order.transactFault(callerOf(provider), customerThrough('former-reseller'), [renewal]);
    await expect(placed).resolves.toBeUndefined();
  });

  it.each([
    ['asks for more licences', [{ ...renewal, quantity: 4 }]],
    ['buys something as well', [renewal, { quantity: 1 }]],
    ['renews what the customer does not have', [{ ...renewal, renewsTo: 'subscription-2' }]],
    ['names that reseller on record', [{ ...renewal, partnerIdOnRecord: '7' }]],
  ])('is refused for a renewal that %s', async (_, lineItems) => {
    const placed = order.transactFault(callerOf(provider), customerThrough('former-reseller'), lineItems);
    await expect(placed).resolves.toMatchObject({ rejection: { fault: { status: 403, code: 900149 } } });
  });

  it('does not ask about the partnerships of others than providers', async () => {
    const directBill = callerOf({ ...provider, partnerType: 'direct-bill' });
    const placed = order.transactFault(directBill, customerThrough('former-reseller'), onRecord('1'));
    await expect(placed).resolves.toBeUndefined();
  });
});
