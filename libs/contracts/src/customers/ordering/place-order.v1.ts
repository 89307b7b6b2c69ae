import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsProvisioningContext } from '../../validation/provisioning-context.js';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';

/** What a line renews, and the term after the renewal. */
export class RenewedV1 {
  /** A subscription of the customer, a GUID. Without it, the line renews nothing. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @Text({ max: 20 })
  termDuration?: string;
}

/** What is ordered, in the words of `POST /v1/customers/{id}/orders`. */
export class OrderedLineV1 {
  /** 0 to n-1, each once. */
  @IsInt()
  @Min(0)
  lineItemNumber: number;

  /** Letters, digits and `. : _ -`. */
  @Text({ max: 256 })
  offerId: string;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  @IsOptional()
  @Text({ max: 256 })
  friendlyName?: string;

  /** Of an add-on: the active subscription that it belongs to, a GUID. */
  @IsOptional()
  @IsUUID('loose')
  parentSubscriptionId?: string;

  /** The MPN ID of the indirect reseller on record. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  partnerIdOnRecord?: string;

  /** ISO 8601 duration, such as `P1Y`; absent: a year, or what the billing cycle says. */
  @IsOptional()
  @Text({ max: 20 })
  termDuration?: string;

  /** Where the first term ends earlier: a date within it, ISO 8601. */
  @IsOptional()
  @Text({ max: 50 })
  customTermEndDate?: string;

  @IsOptional()
  @Text({ max: 256 })
  promotionId?: string;

  /** Whether the customer has attested that it may buy the product. It is kept and not checked. */
  @IsOptional()
  @IsBoolean()
  attestationAccepted?: boolean;

  /** What the product needs to be provisioned, by name; up to 10 texts of up to 100 characters. */
  @IsOptional()
  @IsProvisioningContext()
  provisioningContext?: Record<string, string>;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RenewedV1)
  renewsTo?: RenewedV1;
}

/** Places an order. Code 13605: confirm the customer agreement first, then send it again as a new command. */
export class PlaceOrderV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  /** `none`, `monthly`, `annual`, `one_time`, `biennial`, `triennial` or `unknown`. */
  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** Absent: the first one that the customer's country is billed in. */
  @IsOptional()
  @IsISO4217CurrencyCode()
  currencyCode?: string;

  /** Whether the reseller on record has attested. It is kept and not checked. */
  @IsOptional()
  @IsBoolean()
  partnerOnRecordAttestationAccepted?: boolean;

  /** Up to 200. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => OrderedLineV1)
  lineItems: OrderedLineV1[];
}

export const placeOrder = defineCommand({
  name: 'order.place',
  version: 1,
  service: 'customers',
  payload: PlaceOrderV1,
});
