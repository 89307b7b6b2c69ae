import { IsBoolean, IsDefined, IsEmpty, IsFQDN, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { Text } from '#lib/contracts';
import {
  AsAnswered,
  assertAsAnswered,
  Nested,
  NotSupported,
  ResourceAttributes,
  ResourceLinks,
  SeekQuery,
  selfLink,
} from '#lib/partner-api';
import {
  BillingProfileRequest,
  CustomerBillingProfileResource,
  CustomerCompanyProfileResource,
  toBillingProfile,
  toCompanyProfile,
  toProfile,
  toShortCompanyProfile,
} from '../profile/profile.dto.js';
import { type ExternalRelationship } from '../external-relationship/external-relationship.js';
import { type ListedCustomer } from './customer-search.js';
import { partnersSharedWith, type Customer, type NewCustomer } from './customer.js';
import { type CreatedCustomer } from './customer.use-cases.js';

@AsAnswered('companyName', 'email', 'address')
export class CompanyProfileRequest {
  /**
   * The customer's primary domain: 1 to 27 letters, digits and hyphens, and then the suffix of its national cloud, such as
   * `contoso.onmicrosoft.com`; it must be free.
   */
  @IsFQDN()
  @MaxLength(253)
  domain: string;

  /** Required in some countries, and refused in all others: 5 to 22 characters. */
  @IsOptional()
  @Text({ max: 50 })
  organizationRegistrationNumber?: string;
}

/** Partner Center refuses a password that a partner chooses. */
export class UserCredentialsRequest {
  @IsEmpty({ message: 'password must be absent: the answer has the one-time password of the admin user' })
  password?: string;
}

/** A customer to be created, as Partner Center's SDKs send it. */
@NotSupported({ customDomains: 'a customer is created with one domain, the one in companyProfile' })
export class CreateCustomerRequest {
  @Nested(() => CompanyProfileRequest)
  @IsDefined()
  companyProfile: CompanyProfileRequest;

  @Nested(() => BillingProfileRequest)
  @IsDefined()
  billingProfile: BillingProfileRequest;

  @Nested(() => UserCredentialsRequest)
  @IsOptional()
  userCredentials?: UserCredentialsRequest;

  /** The indirect reseller's tenant that an indirect provider creates the customer for; they have to be partners. */
  @IsOptional()
  @IsUUID('loose')
  associatedPartnerId?: string;

  /** `false`: the partners get no delegated admin privileges. */
  @IsOptional()
  @IsBoolean()
  enableGDAPByDefault?: boolean;
}

export class ListCustomersQuery extends SeekQuery {
  /** JSON: `{"Field":"CompanyName","Value":"Con","Operator":"starts_with"}`; also `Domain`, and conditions joined by `and`. */
  @IsOptional()
  @Text({ max: 2_000 })
  filter?: string;
}

export class UserCredentials {
  userName: string;
  /** The one-time password, only in the answer to the creation. Absent where users sign in with another issuer. */
  password?: string;
}

export class CustomerResource {
  /** The customer's tenant, a GUID. */
  id: string;
  commerceId: string;
  companyProfile: CustomerCompanyProfileResource;
  /** Absent in lists, and for customers with whom the partner has no reseller relationship. */
  billingProfile?: CustomerBillingProfileResource;
  /** `reseller`; or `none` for a customer that the partner has only through another portal. */
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
  { companyProfile, billingProfile, associatedPartnerId, enableGDAPByDefault }: CreateCustomerRequest,
  billingId: string,
): Omit<NewCustomer, 'id'> {
  const { domain, organizationRegistrationNumber } = companyProfile;
  const { companyName, email, defaultAddress: address } = billingProfile;
  // Partner Center's company profile tells again what the billing profile says.
  assertAsAnswered(companyProfile, { companyName, email, address }, 'companyProfile.');
  return {
    domain: domain.toLowerCase(),
    ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
    billingProfile: { ...toProfile(billingProfile), id: billingId },
    ...(associatedPartnerId && { associatedPartnerId: associatedPartnerId.toLowerCase() }),
    ...(enableGDAPByDefault === false && { withoutAdminPrivileges: true }),
  };
}

/** A customer as lists show it. */
export function toListItem(customer: ListedCustomer): CustomerResource {
  const { id } = customer;
  return {
    id,
    commerceId: id,
    companyProfile: toShortCompanyProfile(customer),
    relationshipToPartner: 'reseller',
    links: selfLink(`/customers/${id}`),
    attributes: { objectType: 'Customer' },
  };
}

/** A customer that the partner has through another portal, in the words of its own platform: nothing else is shown of it. */
export function externalToListItem({ customerId: id, domain, companyName }: ExternalRelationship): CustomerResource {
  return {
    id,
    commerceId: id,
    companyProfile: toShortCompanyProfile({ id, domain, companyName }),
    relationshipToPartner: 'none',
    links: selfLink(`/customers/${id}`),
    attributes: { objectType: 'Customer' },
  };
}

/** The same when it is asked for by its id. Privileges that the partner has from before are as they were. */
export function externalToResource(
  relationship: ExternalRelationship,
  allowDelegatedAccess: boolean,
): CustomerResource {
  return { ...externalToListItem(relationship), allowDelegatedAccess };
}

/** A customer in full, as this partner sees it. */
export function toResource(customer: Customer, partnerId: string): CustomerResource {
  const [associatedPartnerId] = partnersSharedWith(customer, partnerId);
  const { links, attributes, ...item } = toListItem(customer);
  return {
    ...item,
    companyProfile: toCompanyProfile(customer),
    billingProfile: toBillingProfile(customer),
    allowDelegatedAccess: customer.adminPrivileges.includes(partnerId),
    ...(associatedPartnerId && { associatedPartnerId }),
    links,
    attributes,
  };
}

export function toCreatedResource({ customer, credentials }: CreatedCustomer, partnerId: string): CustomerResource {
  return { ...toResource(customer, partnerId), ...(credentials && { userCredentials: credentials }) };
}
