import { event, faults, type Cloud, type DomainEvent, type PartnerStatus, type PartnerType } from '#lib/contracts';
import { areSame, happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { partnerChanged } from '#contracts/enrollment/partner/partner-changed.v1';
import { partnerOnboarded } from '#contracts/enrollment/partner/partner-onboarded.v1';
import {
  legalProfileFault,
  type Address,
  type LegalProfile,
  type PrimaryContact,
  type SupportContact,
} from '../company/company.js';

/** A company with a CSP account. Its id is its tenant's. */
export interface Partner {
  id: string;
  companyName: string;
  partnerType: PartnerType;
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
  /** The tenant's domain. */
  domain: string;
  mpnId?: string;
  /** The claim that brought the number. Another one each time, also for the same number. */
  mpnClaim?: string;
  /** Absent where the operator onboarded the company by its name alone. */
  address?: Address;
  organizationRegistrationNumber?: string;
  primaryContact?: PrimaryContact;
  approver?: Approver;
  /** A new name or address, until it has been verified. */
  proposal?: Proposal;
  supportContact?: SupportContact;
  organization: Organization;
  billing: Billing;
  /** How an indirect provider is found; absent until it says something. */
  directory?: DirectoryEntry;
}

/** What an indirect provider says of itself to resellers that look for one. */
export interface DirectoryEntry {
  isListed: boolean;
  /** In lower case, such as `security`. */
  specialities: string[];
  description?: string;
  website?: string;
}

/** Who in the company approves what is said of it. */
export interface Approver {
  email?: string;
  address?: Address;
}

export interface Proposal {
  profile: LegalProfile;
  since: Date;
  /** The reviewer's reasons, once it was refused. */
  refused?: string[];
}

/** How the company is addressed. */
export interface Organization {
  email?: string;
  /** Such as `en`. */
  language: string;
  /** Such as `en-US`. */
  culture: string;
  address?: Address;
}

/** How the company is billed. */
export interface Billing {
  companyName?: string;
  address?: Address;
  primaryContact?: PrimaryContact;
  purchaseOrderNumber?: string;
  taxId?: string;
  /** ISO 4217. */
  currency?: string;
  /** Day of the month, 1 to 28. */
  day?: number;
}

export interface Onboarding {
  tenantId: string;
  companyName: string;
  partnerType: PartnerType;
  country: string;
  mpnId?: string;
  mpnClaim?: string;
}

/** What the partner's tenant says of itself. */
export interface TenantFacts {
  country: string;
  cloud: Cloud;
  domain: string;
  /** The usual one of its country, such as `en-US`. */
  culture: string;
}

/** What an enrolment that was approved says of a company. */
export interface Enrolled extends TenantFacts {
  tenantId: string;
  legalProfile?: LegalProfile;
  primaryContact?: PrimaryContact;
  supportContact?: SupportContact;
  mpnId?: string;
  mpnClaim?: string;
}

/** The operator makes a company a partner, active at once. The same again changes nothing; anything else is refused. */
export function onboard(known: Partner | undefined, onboarding: Onboarding, tenant: TenantFacts): Result {
  const { tenantId, ...details } = onboarding;
  if (known) {
    return isSame(known, onboarding)
      ? nothingHappened
      : reject(faults.conflict, `Tenant ${tenantId} is a partner of type ${known.partnerType} already.`);
  }
  if (tenant.country !== onboarding.country) {
    return reject(
      faults.invalidArgument,
      `The country must be that of the tenant, ${tenant.country}, the country of the tenant.`,
    );
  }
  return onboarded({
    id: tenantId,
    ...details,
    status: 'active',
    cloud: tenant.cloud,
    domain: tenant.domain,
    ...withoutProfiles(tenant.culture),
  });
}

/**
 * Makes an enrolled company an indirect reseller. A company that was a partner before gave its support contact alone;
 * doing it again changes nothing.
 */
export function activate(known: Partner | undefined, enrolled: Enrolled): Result {
  const { tenantId, country, cloud, domain, legalProfile, primaryContact, supportContact, culture } = enrolled;
  const { mpnId, mpnClaim } = enrolled;
  if (known) return known.supportContact ? nothingHappened : changed({ ...known, supportContact });
  if (!legalProfile) return reject(faults.conflict, `The enrolment of ${tenantId} has no legal profile.`);
  return onboarded({
    id: tenantId,
    partnerType: 'indirect-reseller',
    status: 'active',
    country,
    cloud,
    domain,
    ...legalProfile,
    primaryContact,
    supportContact,
    ...(mpnId && { mpnId, ...(mpnClaim && { mpnClaim }) }),
    ...withoutProfiles(culture),
  });
}

/** Gives the partner another MPN ID, which is its own already. The same number is told to nobody. */
export function changeMpn(partner: Partner, mpnId: string, mpnClaim?: string): Result {
  if (partner.mpnId !== mpnId) return changed({ ...partner, mpnId, mpnClaim });
  return mpnClaim ? happened({ ...partner, mpnClaim }) : nothingHappened;
}

export interface LegalChange {
  /** Without an address where the company has told none yet. */
  profile: Omit<LegalProfile, 'address'> & Partial<LegalProfile>;
  primaryContact?: PrimaryContact;
  approver?: Approver;
}

/**
 * Contacts change at once. Another name or address is verified first: until then the old one stays in force, and the same
 * again is not looked at.
 */
export function changeLegalProfile(partner: Partner, change: LegalChange, now: Date): Result {
  const { profile, primaryContact, approver } = change;
  const { proposal: waiting, ...rest } = partner;
  const contacts = {
    primaryContact: primaryContact ?? partner.primaryContact,
    approver: approver ?? partner.approver,
  };
  const { address } = profile;
  if (isSameProfile(legalProfileOf(partner), profile)) {
    return changed({ ...rest, ...contacts, ...(address && { address }) });
  }
  if (!address) return reject(faults.invalidArgument, 'address is required.');
  const proposed = { ...profile, address };
  const fault = legalProfileFault(proposed, partner.country);
  if (fault) return fault;
  const isWaiting = waiting && !waiting.refused && isSameProfile(waiting.profile, proposed);
  return changed({ ...rest, ...contacts, proposal: { profile: proposed, since: isWaiting ? waiting.since : now } });
}

/** The operator's decision on a new name or address. */
export function reviewProposal(partner: Partner, decision: 'approve' | 'reject', reasons: string[]): Result {
  const { proposal, ...rest } = partner;
  if (!proposal || (proposal.refused && decision === 'reject')) {
    return reject(faults.conflict, 'There is no new legal profile to decide on.');
  }
  if (decision === 'approve') return changed({ ...rest, ...proposal.profile });
  if (reasons.length === 0) return reject(faults.invalidArgument, 'reasons are required.');
  return changed({ ...partner, proposal: { ...proposal, refused: reasons } });
}

/** Without a contact nothing changes where there is none: that is what such a partner reads. */
export function changeSupport(partner: Partner, supportContact: SupportContact | undefined): Result {
  if (supportContact) return changed({ ...partner, supportContact });
  if (!partner.supportContact) return nothingHappened;
  return reject(
    faults.invalidArgument,
    'email, telephone and website are required: the support contact can be changed but not removed.',
  );
}

export function changeOrganization(partner: Partner, organization: Organization): Result {
  const { address, ...rest } = organization;
  const own = unlessUsual(address, partner.organization.address, partner.address);
  return changed({ ...partner, organization: { ...rest, ...(own && { address: own }) } });
}

export function changeDirectory(partner: Partner, directory: DirectoryEntry): Result {
  return changed({ ...partner, directory });
}

export function changeBilling(partner: Partner, billing: Billing, usualCurrency: string): Result {
  const { companyName: name, address: where, currency: money, ...rest } = billing;
  const companyName = unlessUsual(name, partner.billing.companyName, partner.companyName);
  const address = unlessUsual(where, partner.billing.address, partner.address);
  const currency = unlessUsual(money, partner.billing.currency, usualCurrency);
  const own = { ...(companyName && { companyName }), ...(address && { address }), ...(currency && { currency }) };
  return changed({ ...partner, billing: { ...own, ...rest } });
}

/** A profile shows the company's usual values where it has none of its own. Written back, they do not become its own. */
function unlessUsual<Value>(
  given: Value | undefined,
  own: Value | undefined,
  usual: Value | undefined,
): Value | undefined {
  return own === undefined && areSame(given, usual) ? undefined : given;
}

/** The name and address in force. */
export function legalProfileOf({
  companyName,
  address,
  organizationRegistrationNumber,
}: Partner): Partial<LegalProfile> {
  return { companyName, address, organizationRegistrationNumber };
}

type Result = Decision<Partner, DomainEvent>;

function onboarded(partner: Partner): Result {
  return happened(partner, event(partnerOnboarded, publicState(partner)));
}

function changed(partner: Partner): Result {
  return happened(partner, event(partnerChanged, publicState(partner)));
}

/** What everybody may know of a partner. */
export function publicState(partner: Partner): InstanceType<typeof partnerOnboarded.payload> {
  const { id, companyName, partnerType, status, country, cloud, mpnId } = partner;
  return { partnerId: id, companyName, partnerType, status, country, cloud, ...(mpnId && { mpnId }) };
}

function withoutProfiles(culture: string): Pick<Partner, 'organization' | 'billing'> {
  return { organization: { culture, language: culture.split('-')[0] as string }, billing: {} };
}

function isSame(partner: Partner, onboarding: Onboarding): boolean {
  return (
    partner.companyName === onboarding.companyName &&
    partner.partnerType === onboarding.partnerType &&
    partner.country === onboarding.country &&
    partner.mpnId === onboarding.mpnId
  );
}

function isSameProfile(one: Partial<LegalProfile>, other: Partial<LegalProfile>): boolean {
  const parts = ({ companyName, address, organizationRegistrationNumber }: Partial<LegalProfile>): unknown[] => [
    companyName,
    organizationRegistrationNumber ?? '',
    address?.addressLine1,
    address?.addressLine2 ?? '',
    address?.city ?? '',
    address?.state ?? '',
    address?.postalCode ?? '',
    address?.country,
    address?.region ?? '',
  ];
  return JSON.stringify(parts(one)) === JSON.stringify(parts(other));
}
