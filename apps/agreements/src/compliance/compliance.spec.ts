import { type PartnersClient, type PartnerView } from '#lib/service-kit';
import { type MpnIdHolder } from '#contracts/internal/enrollment';
import { type PartnerAgreementRepository } from '../partner-agreement/partner-agreement.repository.js';
import { Compliance } from './compliance.use-cases.js';

const id = (last: number): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const provider: PartnerView = {
  companyName: 'Broadway',
  partnerType: 'indirect-provider',
  status: 'active',
  country: 'DE',
  cloud: 'Global',
};
const reseller: MpnIdHolder = { ...provider, partnerId: id(1), partnerType: 'indirect-reseller', country: 'FR' };
const holders: Record<string, MpnIdHolder | 'profile-only'> = {
  1: reseller,
  2: { ...reseller, partnerId: id(2) },
  3: { ...reseller, partnerId: id(3), country: 'US' },
  4: { ...provider, partnerId: id(4) },
  5: { ...reseller, partnerId: id(5), partnerType: 'direct-bill' },
  6: 'profile-only',
  7: { ...reseller, partnerId: id(7), cloud: 'China' },
};
const signed = [1, 3, 4, 5, 7].map(id);

const partners = {
  holderOf: (mpnId: string) => Promise.resolve(holders[mpnId]),
  find: (partnerId: string) =>
    Promise.resolve(Object.values(holders).find((each) => each !== 'profile-only' && each.partnerId === partnerId)),
};
const agreements = { signatureOf: (partnerId: string) => Promise.resolve(signed.includes(partnerId) ? {} : undefined) };
const compliance = new Compliance(partners as PartnersClient, agreements as unknown as PartnerAgreementRepository);
const faq = ['https://docs.microsoft.com/partner-center/mpa-indirect-provider-faq'];
const guide = ['https://partner.microsoft.com/resources/detail/migrate-pmc-pc-mpa-guide-pptx'];

it.each([
  ['a reseller’s MPN ID', '1', undefined],
  ['a reseller’s tenant', undefined, id(1)],
  ['a tenant in any casing', '', id(1).toUpperCase()],
  ['the tenant of any partner that signed', undefined, id(4)],
])('[E11] %s that signed is signed', (_, mpnId, tenantId) =>
  expect(compliance.fault(provider, mpnId, tenantId)).resolves.toBeUndefined(),
);

it.each<[string, string | undefined, string | undefined, number, RegExp, string, string[]?]>([
  [
    'nothing given',
    undefined,
    undefined,
    2001,
    /^Both MPN Id and Tenant Id cannot be empty\.$/,
    'ComplianceController',
  ],
  ['both empty', '', '', 2001, /cannot be empty/, 'ComplianceController'],
  ['both given', '1', id(1), 2000, /^Both MPN Id and Tenant Id should not be passed\.$/, 'ComplianceController'],
  ['no number', 'x1', undefined, 2000, /^MPN Id must be numeric\.$/, 'PartnerApiServiceControllers'],
  ['no GUID', undefined, 'x', 2000, /^Tenant Id must be a GUID\.$/, 'PartnerApiServiceControllers'],
  ['an unknown MPN ID', '999', undefined, 2200, /^MPN Id 999 is either invalid or not yet/, 'PartnerFD', guide],
  ['an MPN ID of another cloud', '7', undefined, 2200, /^MPN Id 7 is either invalid/, 'PartnerFD', guide],
  ['a reseller of another region', '3', undefined, 2201, /^The CSP region of the MPN ID 3 /, 'PartnerFD', faq],
  ['a reseller that has not signed', '2', undefined, 2203, /^MPN Id 2 has not signed/, 'PartnerFD', faq],
  ['a provider’s MPN ID', '4', undefined, 2204, /^MPN Id 4 is not associated/, 'PartnerFD', faq],
  ['a direct-bill partner’s MPN ID', '5', undefined, 2204, /^MPN Id 5 is not associated/, 'PartnerFD', faq],
  ['an MPN ID without a CSP account', '6', undefined, 2204, /^MPN Id 6 is not associated/, 'PartnerFD', faq],
  ['an unknown tenant', undefined, id(9), 2205, /doesn't find any account associated to the Tenant ID/, 'PartnerFD'],
  ['a tenant of another cloud', undefined, id(7), 2205, /doesn't find any account/, 'PartnerFD'],
  ['a tenant that has not signed', undefined, id(2), 2206, /hasn't signed the agreement$/, 'PartnerFD', faq],
])('[E11] refuses %s with its own code', async (_, mpnId, tenantId, code, text, source, data = []) => {
  const refused = await compliance.fault(provider, mpnId, tenantId);
  expect(refused?.rejection).toMatchObject({ fault: { status: 400, code }, description: expect.stringMatching(text) });
  expect({ source: 'PartnerFD', data: [], ...refused?.rejection.details }).toEqual({ source, data });
});
