import { OmitType, PartialType } from '@nestjs/swagger';
import { IsDefined, IsEmail, IsOptional, Matches } from 'class-validator';
import { IsCountry, Text } from '#lib/contracts';
import { EtagDto, etagOf, Nested, NotSupported, ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { type BillingProfile, type Customer } from '../customer/customer.js';

@NotSupported({
  district: 'an address has only a region',
  addressLine3: 'an address has only two lines',
  emailAddress: 'the billing profile has the e-mail address',
})
export class AddressDto {
  /** ISO 3166-1 alpha-2. */
  @IsCountry()
  country: string;

  @IsOptional()
  @Text({ max: 100 })
  region?: string;

  @Text({ max: 100 })
  city: string;

  /** Required where the country has states. */
  @IsOptional()
  @Text({ max: 100 })
  state?: string;

  @Text({ max: 200 })
  addressLine1: string;

  @IsOptional()
  @Text({ max: 200 })
  addressLine2?: string;

  @IsOptional()
  @Text({ max: 20 })
  postalCode?: string;

  @Text({ max: 50 })
  firstName: string;

  @IsOptional()
  @Text({ max: 50 })
  middleName?: string;

  @Text({ max: 50 })
  lastName: string;

  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

/** How a customer is billed, as Partner Center's SDKs send it. */
export class BillingProfileRequest {
  @Text({ max: 254 })
  @IsEmail({ require_tld: false })
  email: string;

  /** A culture such as `en-US`, in any casing. */
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2}|-\d{3})?$/, {
    message: 'culture must be a culture such as en-US',
  })
  culture: string;

  /** A language such as `en`. */
  @Text({ min: 2, max: 12 })
  language: string;

  @Text({ min: 2, max: 200 })
  companyName: string;

  @IsOptional()
  @Text({ max: 50 })
  firstName?: string;

  @IsOptional()
  @Text({ max: 50 })
  lastName?: string;

  @Nested(() => AddressDto)
  @IsDefined()
  defaultAddress: AddressDto;
}

/** Parts that the profile lacks already may be absent, if nothing changes: of a customer that came by a link little is known. */
class ChangedAddressDto extends PartialType(AddressDto) {}

/** The same, to replace what there is. */
export class ChangeBillingProfileRequest extends OmitType(BillingProfileRequest, ['defaultAddress']) {
  @Nested(() => ChangedAddressDto)
  @IsDefined()
  defaultAddress: ChangedAddressDto;

  @Nested(() => EtagDto)
  @IsOptional()
  attributes?: EtagDto;
}

export class CustomerCompanyProfileResource {
  /** The customer's tenant, a GUID. */
  tenantId: string;
  domain: string;
  companyName: string;
  /** Absent in lists. */
  address?: AddressDto;
  /** Absent in lists. */
  email?: string;
  /** Of customers in countries that ask for it; absent in lists. */
  organizationRegistrationNumber?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export class CustomerBillingProfileResource {
  id: string;
  email: string;
  culture: string;
  language: string;
  companyName: string;
  firstName?: string;
  lastName?: string;
  defaultAddress: AddressDto;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** A billing profile that a client sends, without the id that it has here. */
export function toProfile(request: BillingProfileRequest): Omit<BillingProfile, 'id'> {
  const { email, culture, language, companyName, firstName, lastName, defaultAddress } = request;
  return {
    email,
    culture: normalisedCulture(culture),
    language,
    companyName,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    defaultAddress: { ...defaultAddress },
  };
}

/** What is absent is blank, as it is kept. */
export function toChangedProfile({
  defaultAddress,
  ...request
}: ChangeBillingProfileRequest): Omit<BillingProfile, 'id'> {
  const blank = { country: '', city: '', addressLine1: '', firstName: '', lastName: '' };
  return toProfile({ ...request, defaultAddress: { ...blank, ...defaultAddress } });
}

export function toBillingProfile({ id, billingProfile }: Customer): CustomerBillingProfileResource {
  return {
    ...billingProfile,
    links: selfLink(`/customers/${id}/profiles/billing`),
    attributes: { objectType: 'CustomerBillingProfile', etag: etagOf(billingProfile) },
  };
}

export function toCompanyProfile(customer: Customer): CustomerCompanyProfileResource {
  const { billingProfile, organizationRegistrationNumber } = customer;
  const { links, attributes, ...short } = toShortCompanyProfile(customer);
  return {
    ...short,
    address: billingProfile.defaultAddress,
    email: billingProfile.email,
    ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
    links,
    attributes,
  };
}

/** As lists show it. */
export function toShortCompanyProfile({
  id,
  domain,
  companyName,
}: Pick<Customer, 'id' | 'domain' | 'companyName'>): CustomerCompanyProfileResource {
  return {
    tenantId: id,
    domain,
    companyName,
    links: selfLink(`/customers/${id}/profiles/company`),
    attributes: { objectType: 'CustomerCompanyProfile' },
  };
}

/** Partner Center answers `EN-US` as `en-US`. */
function normalisedCulture(culture: string): string {
  const [language = '', ...rest] = culture.split('-');
  return [
    language.toLowerCase(),
    ...rest.map((part) => (part.length === 4 ? capitalised(part) : part.toUpperCase())),
  ].join('-');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
