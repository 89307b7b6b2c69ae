import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { Text } from '#lib/contracts';
import { AsAnswered, EtagDto, etagOf, Nested, ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { type VettingStatus, type VettingSubStatus } from '#contracts/enrollment/enrollment-state.v1';
import {
  CompanyAddressDto,
  LegalProfileDto,
  PrimaryContactDto,
  toPrimaryContact,
  toSupportContact,
} from '../company/company.dto.js';
import { type Address, type SupportContact } from '../company/company.js';
import { vettingOf, type Enrollment } from '../enrollment/enrollment.js';
import { legalProfileOf, type Billing, type LegalChange, type Organization, type Partner } from '../partner/partner.js';

@AsAnswered('vettingStatus', 'vettingSubStatus', 'profileType')
export class LegalBusinessProfileRequest extends OmitType(LegalProfileDto, ['address']) {
  /** Required, unless the company has no address yet and keeps its name. */
  @IsOptional()
  @Nested(() => CompanyAddressDto)
  address?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => PrimaryContactDto)
  primaryContact?: PrimaryContactDto;

  @IsOptional()
  @IsEmail()
  companyApproverEmail?: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  companyApproverAddress?: CompanyAddressDto;
}

export class LegalBusinessProfileQuery {
  /** `Current`: with a change that is being verified; `LastFinalized`: what is in force. */
  @IsOptional()
  @Matches(/^(none|current|last_?finalized)$/i, { message: 'vettingVersion must be None, Current or LastFinalized' })
  vettingVersion?: string;
}

export class MpnProfileQuery {
  /** Digits; absent or empty: the caller's own. */
  @IsOptional()
  @Matches(/^\d{0,12}$/, { message: 'mpnId must be numeric' })
  mpnId?: string;
}

@AsAnswered('partnerName', 'profileType')
export class MpnProfileRequest {
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId: string;
}

@AsAnswered('id', 'companyName', 'tenantId', 'domain', 'profileType')
export class OrganizationProfileRequest {
  @IsOptional()
  @IsEmail()
  email?: string;

  /** Such as `en`. */
  @Matches(/^[A-Za-z]{2,3}$/, { message: 'language must be a language code such as en' })
  language: string;

  /** Such as `en-US`. */
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?-[A-Za-z]{2}$/, { message: 'culture must be a culture such as en-US' })
  culture: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  defaultAddress?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

@AsAnswered('profileType')
export class BillingProfileRequest {
  @IsOptional()
  @Text({ min: 2, max: 200 })
  companyName?: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  address?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => PrimaryContactDto)
  primaryContact?: PrimaryContactDto;

  @IsOptional()
  @Text({ max: 50 })
  purchaseOrderNumber?: string;

  @IsOptional()
  @Text({ max: 50 })
  taxId?: string;

  /** One of the region's, ISO 4217. */
  @IsOptional()
  @IsISO4217CurrencyCode()
  billingCurrency?: string;

  /** Day of the month. 0 means none: Java's SDK sends it if nobody has set it. */
  @IsOptional()
  @Transform(({ value }) => (value === 0 ? undefined : (value as unknown)))
  @IsInt()
  @Min(1)
  @Max(28)
  billingDay?: number;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

/** The whole profile. It may be empty if the company has none yet; nothing changes then. */
@AsAnswered('profileType')
export class SupportProfileRequest {
  @ValidateIf(saysSomething)
  @Text({ min: 3, max: 254 })
  email?: string;

  /** In international form, or as it is dialled in the company's country. */
  @ValidateIf(saysSomething)
  @Text({ min: 3, max: 40 })
  telephone?: string;

  @ValidateIf(saysSomething)
  @Text({ max: 500 })
  @IsUrl({ protocols: ['http', 'https'] })
  website?: string;
}

class ProfileResource {
  profileType: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export class LegalBusinessProfileResource extends ProfileResource {
  companyName?: string;
  address?: CompanyAddressDto;
  primaryContact?: PrimaryContactDto;
  organizationRegistrationNumber?: string;
  companyApproverEmail?: string;
  companyApproverAddress?: CompanyAddressDto;
  vettingStatus: VettingStatus;
  vettingSubStatus: VettingSubStatus;
  /** Why the reviewer refused or asks for more. Partner Center does not have this field; its clients ignore it. */
  reasons?: string[];
}

export class MpnProfileResource extends ProfileResource {
  mpnId: string;
  partnerName?: string;
}

export class OrganizationProfileResource extends ProfileResource {
  id: string;
  companyName: string;
  defaultAddress?: CompanyAddressDto;
  tenantId: string;
  domain: string;
  email?: string;
  language: string;
  culture: string;
}

export class SupportProfileResource extends ProfileResource {
  email?: string;
  telephone?: string;
  website?: string;
}

export class BillingProfileResource extends ProfileResource {
  companyName: string;
  address?: CompanyAddressDto;
  primaryContact?: PrimaryContactDto;
  purchaseOrderNumber?: string;
  taxId?: string;
  billingCurrency: string;
  billingDay?: number;
}

/** Undefined: nothing is told. */
export function toSupport(
  { email, telephone, website }: SupportProfileRequest,
  country: string,
): SupportContact | undefined {
  return email && telephone && website ? toSupportContact({ email, telephone, website }, country) : undefined;
}

function saysSomething({ email, telephone, website }: SupportProfileRequest): boolean {
  return [email, telephone, website].some((value) => value !== undefined);
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
    ...{ language: language.toLowerCase(), culture: new Intl.Locale(culture).toString() },
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
    ...{ id, companyName, tenantId: id, domain, language, culture },
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
