import {
  IsDefined,
  IsEmail,
  IsFQDN,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { Nested, ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import { type BillingProfile, type Customer, type NewCustomer } from './customer.js';
import { type CreatedCustomer } from './customer.use-cases.js';

export class AddressDto {
  /** ISO 3166-1 alpha-2. */
  @IsISO31661Alpha2()
  country: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  region?: string;

  @IsString()
  @Length(1, 100)
  city: string;

  /** Required where the country has states. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  state?: string;

  @IsString()
  @Length(1, 200)
  addressLine1: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  addressLine2?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  postalCode?: string;

  @IsString()
  @Length(1, 50)
  firstName: string;

  @IsString()
  @Length(1, 50)
  lastName: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  phoneNumber?: string;
}

export class CompanyProfileRequest {
  /** The customer's primary domain, such as `contoso.onmicrosoft.com`; it must be free. */
  @IsFQDN()
  @MaxLength(253)
  domain: string;
}

export class BillingProfileRequest {
  @IsEmail({ require_tld: false })
  email: string;

  /** A culture such as `en-US`, in any casing. */
  @Matches(/^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i, { message: 'culture must be a culture such as en-US' })
  culture: string;

  /** A language such as `en`. */
  @IsString()
  @Length(2, 12)
  language: string;

  @IsString()
  @Length(2, 200)
  companyName: string;

  @IsOptional()
  @IsString()
  @MaxLength(50)
  firstName?: string;

  @IsOptional()
  @IsString()
  @MaxLength(50)
  lastName?: string;

  @Nested(() => AddressDto)
  @IsDefined()
  defaultAddress: AddressDto;
}

/** A customer to be created, as Partner Center's SDKs send it. */
export class CreateCustomerRequest {
  @Nested(() => CompanyProfileRequest)
  @IsDefined()
  companyProfile: CompanyProfileRequest;

  @Nested(() => BillingProfileRequest)
  @IsDefined()
  billingProfile: BillingProfileRequest;

  /** The indirect reseller's tenant that an indirect provider creates the customer for; they have to be partners. */
  @IsOptional()
  @IsUUID('loose')
  associatedPartnerId?: string;
}

export class ListCustomersQuery extends SeekQuery {
  /** JSON: `{"Field":"CompanyName","Value":"Con","Operator":"starts_with"}`; also `Domain`, and conditions joined by `and`. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  filter?: string;
}

export class CustomerCompanyProfileResource {
  /** The customer's tenant, a GUID. */
  tenantId: string;
  domain: string;
  companyName: string;
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

export class UserCredentials {
  userName: string;
  /** The one-time password, in the answer to the creation alone. Absent where users sign in with another issuer. */
  password?: string;
}

export class CustomerResource {
  /** The customer's tenant, a GUID. */
  id: string;
  commerceId: string;
  companyProfile: CustomerCompanyProfileResource;
  /** Absent in lists. */
  billingProfile?: CustomerBillingProfileResource;
  /** `reseller` or `none`. */
  relationshipToPartner: string;
  /** Whether the partner holds delegated admin privileges. Absent in lists. */
  allowDelegatedAccess?: boolean;
  userCredentials?: UserCredentials;
  /** A provider's first reseller, or a reseller's first provider, for this customer. */
  associatedPartnerId?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toNewCustomer(
  { companyProfile, billingProfile, associatedPartnerId }: CreateCustomerRequest,
  billingId: string,
): Omit<NewCustomer, 'id'> {
  const { defaultAddress, culture, ...details } = billingProfile;
  const profile: BillingProfile = {
    id: billingId,
    ...details,
    culture: normalisedCulture(culture),
    defaultAddress: { ...defaultAddress, country: defaultAddress.country.toUpperCase() },
  };
  return {
    ...{ domain: companyProfile.domain.toLowerCase(), billingProfile: profile },
    ...(associatedPartnerId && { associatedPartnerId: associatedPartnerId.toLowerCase() }),
  };
}

/** A customer as lists show it. */
export function toListItem({ id, domain, companyName }: Customer): CustomerResource {
  return {
    id,
    commerceId: id,
    companyProfile: {
      ...{ tenantId: id, domain, companyName },
      links: selfLink(`/customers/${id}/profiles/company`),
      attributes: { objectType: 'CustomerCompanyProfile' },
    },
    relationshipToPartner: 'reseller',
    links: selfLink(`/customers/${id}`),
    attributes: { objectType: 'Customer' },
  };
}

/** A customer in full, as this partner sees it. */
export function toResource(customer: Customer, partnerId: string): CustomerResource {
  const own = customer.relationships.find((relationship) => relationship.partnerId === partnerId);
  const associatedPartnerId = own?.associatedPartnerIds[0];
  const { links, attributes, ...item } = toListItem(customer);
  return {
    ...item,
    billingProfile: {
      ...customer.billingProfile,
      links: selfLink(`/customers/${customer.id}/profiles/billing`),
      attributes: { objectType: 'CustomerBillingProfile' },
    },
    allowDelegatedAccess: customer.adminPrivileges.includes(partnerId),
    ...(associatedPartnerId && { associatedPartnerId }),
    links,
    attributes,
  };
}

export function toCreatedResource({ customer, credentials }: CreatedCustomer, partnerId: string): CustomerResource {
  return { ...toResource(customer, partnerId), ...(credentials && { userCredentials: credentials }) };
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
