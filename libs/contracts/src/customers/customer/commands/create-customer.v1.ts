import { Type } from 'class-transformer';
import { IsFQDN, IsObject, IsOptional, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Text } from '../../../validation/text.js';
import { defineCommand } from '../../../contract.js';
import { BillingDetailsV1 } from './billing-details.v1.js';

/** What a new customer is called on the network and in registers. */
export class NewCompanyV1 {
  /** The primary domain: 1 to 27 letters, digits and hyphens, and the suffix of the cloud, such as `contoso.onmicrosoft.com`. It must be free. */
  @IsFQDN()
  @MaxLength(253)
  domain: string;

  /** Required in some countries, and refused in all others: 5 to 22 characters. */
  @IsOptional()
  @Text({ max: 50 })
  organizationRegistrationNumber?: string;
}

/**
 * Creates a customer with its tenant and admin user, as `POST /v1/customers` does. The id of the customer is in `customer.created`.
 * The password of the admin user is in no event: an Admin agent sets it by `PATCH /v1/customers/{id}/users/{userId}`.
 */
export class CreateCustomerV1 {
  @IsObject()
  @ValidateNested()
  @Type(() => NewCompanyV1)
  companyProfile: NewCompanyV1;

  @IsObject()
  @ValidateNested()
  @Type(() => BillingDetailsV1)
  billingProfile: BillingDetailsV1;

  /** The indirect reseller's tenant that an indirect provider creates the customer for; they have to be partners. */
  @IsOptional()
  @IsUUID('loose')
  associatedPartnerId?: string;
}

export const createCustomer = defineCommand({
  name: 'customer.create',
  version: 1,
  service: 'customers',
  payload: CreateCustomerV1,
});
