import { Type } from 'class-transformer';
import { IsArray, IsDateString, IsIn, IsInt, IsString, IsUUID, Min, ValidateNested } from 'class-validator';
import { IsCountry } from '../validation/country-code.js';
import { clouds, type Cloud } from '../enrollment/partner/partner-type.js';
import { defineCall, Refusal } from './internal-call.js';

/** What a partner may know of a customer of its own. */
export class RelationshipFacts {
  @IsUUID('loose')
  customerId: string;

  @IsUUID('loose')
  partnerId: string;

  @IsString()
  companyName: string;

  @IsIn(clouds)
  cloud: Cloud;
}

/** What a customer may know of itself. */
export class CustomerFacts {
  @IsUUID('loose')
  customerId: string;

  @IsString()
  companyName: string;

  /** ISO 3166-1 alpha-2. */
  @IsCountry()
  country: string;

  @IsIn(clouds)
  cloud: Cloud;
}

/** The partners that a tenant is a customer of. */
export class PartnersOfCustomer {
  @IsUUID('loose', { each: true })
  partnerIds: string[];
}

/** A partner that holds delegated admin privileges for a customer. */
export class AdminPrivileges {
  @IsUUID('loose')
  customerId: string;

  @IsUUID('loose')
  partnerId: string;
}

export class BuriedCustomer {
  @IsUUID('loose')
  customerId: string;
}

/** A purchase that begins something, through whichever partner: an order here, or one that another platform told of. */
export class PurchaseFacts {
  @IsUUID('loose')
  customerId: string;

  @IsUUID('loose')
  partnerId: string;

  @IsDateString()
  orderedAt: string;

  /** It is no renewal. */
  @IsIn([true])
  original: true;
}

/** One original purchase, or none. */
export class Purchases {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PurchaseFacts)
  purchases: PurchaseFacts[];
}

/** What a customer has subscribed to of one product. Without a catalogue, the offer is the product. */
export class SubscribedSku {
  /** The offer, as it was ordered first. */
  @IsString()
  skuId: string;

  /** Licences of active subscriptions. */
  @IsInt()
  @Min(0)
  activeUnits: number;

  @IsInt()
  @Min(0)
  suspendedUnits: number;
}

export class SubscribedSkus {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SubscribedSku)
  skus: SubscribedSku[];
}

/** The customer that a tenant is, for what its own users do; 404 for a tenant that is no customer. */
export const getCustomer = defineCall({
  owner: 'customers',
  callers: ['agreements', 'notifications'],
  method: 'GET',
  path: '/internal/customers/:customerId',
  answers: { 200: CustomerFacts, 404: Refusal },
});

/** The partners that a tenant is a customer of; none for a tenant that is no customer. */
export const getPartnersOfCustomer = defineCall({
  owner: 'customers',
  callers: ['enrollment', 'relationships', 'notifications'],
  method: 'GET',
  path: '/internal/customers/:customerId/relationships',
  answers: { 200: PartnersOfCustomer },
});

/** A partner's relationship with a customer as it is now. It can be taken back, so nobody keeps a copy. */
export const getRelationship = defineCall({
  owner: 'customers',
  callers: ['agreements'],
  method: 'GET',
  path: '/internal/customers/:customerId/relationships/:partnerId',
  answers: { 200: RelationshipFacts, 404: Refusal },
});

/** 200 while the partner holds delegated admin privileges, which outlive the relationship; 404 otherwise. */
export const getAdminPrivileges = defineCall({
  owner: 'customers',
  callers: ['identity'],
  method: 'GET',
  path: '/internal/customers/:customerId/adminprivileges/:partnerId',
  answers: { 200: AdminPrivileges, 404: Refusal },
});

/** Bars the id of a reserved tenant for good, unless its customer exists: then 409. */
export const buryCustomer = defineCall({
  owner: 'customers',
  callers: ['identity'],
  method: 'PUT',
  path: '/internal/customers/:customerId/tombstone',
  answers: { 200: BuriedCustomer, 409: Refusal },
});

/** Whether a customer has bought anything, which decides how it may accept its agreement. */
export const getPurchases = defineCall({
  owner: 'customers',
  callers: ['agreements'],
  method: 'GET',
  path: '/internal/customers/:customerId/purchases',
  answers: { 200: Purchases },
});

/** What a customer has subscribed to, of whichever partner, for the licences of its users. */
export const getSubscribedSkus = defineCall({
  owner: 'customers',
  callers: ['identity'],
  method: 'GET',
  path: '/internal/customers/:customerId/subscribedskus',
  answers: { 200: SubscribedSkus },
});
