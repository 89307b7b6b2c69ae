import { type PartnerError } from '#lib/partner-api';
import { type Caller, type CurrentPartners, type MpnIdHolder } from '#lib/service-kit';
import { type PartnerAgreements } from '../partner-agreement/partner-agreements.js';
import { OrderPartners } from './order.partners.js';

const provider: MpnIdHolder = {
  ...{ partnerId: 'provider', companyName: 'Broadway', partnerType: 'indirect-provider', status: 'active' },
  ...{ country: 'US', cloud: 'Global' },
};
const reseller: MpnIdHolder = { ...provider, partnerId: 'reseller', partnerType: 'indirect-reseller' };
const holders: Record<string, MpnIdHolder | 'profile-only'> = {
  1: reseller,
  2: { ...reseller, partnerId: 'unsigned-reseller' },
  3: provider,
  4: { ...reseller, partnerId: 'direct-bill', partnerType: 'direct-bill' },
  5: 'profile-only',
  6: { ...reseller, cloud: 'China' },
};
const callerOf = (partner: MpnIdHolder): Caller => ({
  ...{ tenantId: partner.partnerId, objectId: 'user-1', kind: 'user', roles: [], partner },
});
let asked: string[];
const agreements = {
  isSigned: (_: Caller, partnerId: string) => Promise.resolve(!partnerId.startsWith('unsigned')),
} as PartnerAgreements;
const partners = {
  holderOf: (mpnId: string) => {
    asked.push(mpnId);
    return Promise.resolve(holders[mpnId]);
  },
} as CurrentPartners;
const order = new OrderPartners(partners, agreements);
const onRecord = (...mpnIds: (string | undefined)[]): { partnerIdOnRecord?: string }[] =>
  mpnIds.map((partnerIdOnRecord) => ({ partnerIdOnRecord }));

beforeEach(() => (asked = []));

it('[E11] lets a partner that signed order, alone and with resellers that signed, each asked about once', async () => {
  await order.assertMayTransact(callerOf(provider), onRecord(undefined));
  expect(asked).toEqual([]);
  await order.assertMayTransact(callerOf(provider), onRecord('1', undefined, '1'));
  expect(asked).toEqual(['1']);
});

it.each([
  ['an unsigned partner’s order', 'unsigned-provider', onRecord('1'), 403, 900124, /^Your company has not accepted/],
  ['an unsigned reseller on record', 'provider', onRecord('1', '2'), 403, 900123, /by the indirect reseller .* 2\.$/],
  ['a provider on record', 'provider', onRecord('3'), 404, 2072, /^MPN Id 3 of Indirect Provider/],
  ['a direct-bill partner on record', 'provider', onRecord('4'), 400, 800016, /^MPN Id 4 is not a valid Indirect/],
  ['a member without a CSP account on record', 'provider', onRecord('5'), 400, 800016, /^MPN Id 5 is not a valid/],
  ['an unknown partner on record', 'provider', onRecord('9'), 404, 800015, /^MPN Id 9 is not found/],
  ['a reseller of another cloud on record', 'provider', onRecord('6'), 404, 800015, /^MPN Id 6 is not found/],
])('[C8] refuses %s', async (_, partnerId, lineItems, status, code, text) => {
  const refusal = await order
    .assertMayTransact(callerOf({ ...provider, partnerId }), lineItems)
    .catch((error: PartnerError) => error);
  if (!refusal) throw new Error('It was not refused.');
  expect([refusal.fault, refusal.description]).toEqual([{ status, code }, expect.stringMatching(text)]);
});
