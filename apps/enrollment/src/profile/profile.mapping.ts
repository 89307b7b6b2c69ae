import { etagOf, selfLink } from '#lib/partner-api';
import { type VettingStatus, type VettingSubStatus } from '#contracts/enrollment/enrollment-state.v1';
import { toPrimaryContact, toSupportContact } from '../company/company.dto.js';
import { type Address, type SupportContact } from '../company/company.js';
import { vettingOf, type Enrollment } from '../enrollment-state/enrollment-state.js';
import { legalProfileOf, type Billing, type LegalChange, type Organization, type Partner } from '../partner/partner.js';
import {
  type LegalBusinessProfileRequest,
  type OrganizationProfileRequest,
  type BillingProfileRequest,
  type SupportProfileRequest,
  type LegalBusinessProfileResource,
  type MpnProfileResource,
  type OrganizationProfileResource,
  type SupportProfileResource,
  type BillingProfileResource,
} from './profile.dto.js';

/** Undefined: nothing is told. */
export function toSupport(
  { email, telephone, website }: SupportProfileRequest,
  country: string,
): SupportContact | undefined {
  return email && telephone && website ? toSupportContact({ email, telephone, website }, country) : undefined;
}

export function toLegalChange(request: LegalBusinessProfileRequest, country: string): LegalChange {
  const { companyName, address, organizationRegistrationNumber } = request;
  const { primaryContact, companyApproverEmail: email, companyApproverAddress: approverAddress } = request;
  return {
    profile: {
      companyName,
      ...(address && { address: { ...address } }),
      ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
    },
    ...(primaryContact && { primaryContact: toPrimaryContact(primaryContact, country) }),
    ...((email || approverAddress) && {
      approver: { ...(email && { email }), ...(approverAddress && { address: { ...approverAddress } }) },
    }),
  };
}

export function toOrganization({ email, language, culture, defaultAddress }: OrganizationProfileRequest): Organization {
  return {
    language: language.toLowerCase(),
    culture: new Intl.Locale(culture).toString(),
    ...(email && { email }),
    ...(defaultAddress && { address: { ...defaultAddress } }),
  };
}

export function toBilling(request: BillingProfileRequest, country: string): Billing {
  const { companyName, address, primaryContact, purchaseOrderNumber, taxId, billingCurrency, billingDay } = request;
  return {
    ...(companyName && { companyName }),
    ...(address && { address: { ...address } }),
    ...(primaryContact && { primaryContact: toPrimaryContact(primaryContact, country) }),
    ...(purchaseOrderNumber && { purchaseOrderNumber }),
    ...(taxId && { taxId }),
    ...(billingCurrency && { currency: billingCurrency.toUpperCase() }),
    ...(billingDay && { day: billingDay }),
  };
}

/** The legal profile of a company that is not a partner yet. */
export function toEnrolling(enrollment: Enrollment): LegalBusinessProfileResource {
  const { legalProfile, primaryContact, reasons } = enrollment;
  const shown = { ...legalProfile, ...(primaryContact && { primaryContact }), ...(reasons.length > 0 && { reasons }) };
  return legalResource(shown, vettingOf(enrollment));
}

/** With the change that is being verified, unless what is in force was asked for. */
export function toLegalBusinessProfile(partner: Partner, inForce: boolean): LegalBusinessProfileResource {
  const { primaryContact, approver, proposal } = partner;
  const shown = proposal && !inForce ? proposal.profile : legalProfileOf(partner);
  const contacts = {
    ...(primaryContact && { primaryContact }),
    ...(approver?.email && { companyApproverEmail: approver.email }),
    ...(approver?.address && { companyApproverAddress: approver.address }),
  };
  if (!proposal || inForce) {
    return legalResource({ ...shown, ...contacts }, { vettingStatus: 'authorized', vettingSubStatus: 'none' });
  }
  const { refused: reasons } = proposal;
  const vettingStatus = reasons ? 'rejected' : 'pending';
  return legalResource(
    { ...shown, ...contacts, ...(reasons && { reasons }) },
    { vettingStatus, vettingSubStatus: 'business_verification' },
  );
}

export function toMpnProfile(mpnId: string, partnerName?: string): MpnProfileResource {
  return {
    mpnId,
    ...(partnerName && { partnerName }),
    profileType: 'MpnProfile',
    links: selfLink('/profiles/mpn'),
    attributes: { objectType: 'MpnProfile' },
  };
}

export function toOrganizationProfile(partner: Partner): OrganizationProfileResource {
  const { id, companyName, address, domain, organization } = partner;
  const { email, language, culture, address: ownAddress } = organization;
  return {
    id,
    companyName,
    tenantId: id,
    domain,
    language,
    culture,
    ...addressAs('defaultAddress', ownAddress ?? address),
    ...(email && { email }),
    profileType: 'OrganizationProfile',
    links: selfLink('/profiles/organization'),
    attributes: { objectType: 'OrganizationProfile', etag: etagOf({ organization, companyName, address }) },
  };
}

export function toSupportProfile({ supportContact }: Partner): SupportProfileResource {
  return {
    ...supportContact,
    profileType: 'support_profile',
    links: selfLink('/profiles/support'),
    attributes: { objectType: 'PartnerSupportProfile' },
  };
}

/** The currency of who has chosen none. */
export function usualCurrency([first = 'USD']: string[]): string {
  return first;
}

export function toBillingProfile(partner: Partner, currencies: string[]): BillingProfileResource {
  const { billing, companyName, address } = partner;
  const { currency, day, address: ownAddress, ...details } = billing;
  return {
    companyName,
    ...details,
    ...addressAs('address', ownAddress ?? address),
    billingCurrency: currency ?? usualCurrency(currencies),
    ...(day && { billingDay: day }),
    profileType: 'BillingProfile',
    links: selfLink('/profiles/billing'),
    attributes: { objectType: 'PartnerBillingProfile', etag: etagOf({ billing, companyName, address }) },
  };
}

function legalResource(
  shown: Partial<Omit<LegalBusinessProfileResource, 'vettingStatus' | 'vettingSubStatus'>>,
  vetting: { vettingStatus: VettingStatus; vettingSubStatus: VettingSubStatus },
): LegalBusinessProfileResource {
  return {
    ...shown,
    ...vetting,
    profileType: 'LegalBusinessProfile',
    links: selfLink('/profiles/legalbusiness'),
    attributes: { objectType: 'LegalBusinessProfile' },
  };
}

function addressAs<Name extends string>(name: Name, address: Address | undefined): { [key in Name]?: Address } {
  return (address ? { [name]: address } : {}) as { [key in Name]?: Address };
}
