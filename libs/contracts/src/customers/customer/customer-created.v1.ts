import { Type } from 'class-transformer';
import {
  IsArray,
  IsDateString,
  IsFQDN,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCountry } from '../../validation/country-code.js';
import { defineEvent } from '../../contract.js';
import { clouds, type Cloud } from '../../enrollment/partner/partner-type.js';

/** One partner's reseller relationship with a customer. */
export class ResellerRelationshipV1 {
  /** The partner's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** When the relationship began, ISO 8601 in UTC. */
  @IsDateString()
  since: string;

  /** Partners that the relationship came together with: a provider's resellers, a reseller's providers. GUIDs. */
  @IsOptional()
  @IsArray()
  @IsUUID('loose', { each: true })
  associatedPartnerIds?: string[];
}

/** A customer account was created, together with the relationship of the partner that created it. */
export class CustomerCreatedV1 {
  /** The customer's tenant, a GUID; the same as the customer id. */
  @IsUUID('loose')
  customerId: string;

  @IsString()
  @MaxLength(200)
  companyName: string;

  /** The primary domain, lower case. */
  @IsFQDN()
  domain: string;

  /** ISO 3166-1 alpha-2 code. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;

  /** The partners that the customer has a relationship with. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ResellerRelationshipV1)
  relationships: ResellerRelationshipV1[];
}

export const customerCreated = defineEvent({
  name: 'customer.created',
  version: 1,
  service: 'customers',
  payload: CustomerCreatedV1,
});
