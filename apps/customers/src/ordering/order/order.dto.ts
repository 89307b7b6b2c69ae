import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsProvisioningContext, Text } from '#lib/contracts';
import {
  AsAnswered,
  EtagDto,
  IsPartnerDate,
  Nested,
  NotSupported,
  ResourceAttributes,
  ResourceLinks,
  SeekQuery,
} from '#lib/partner-api';
import { IsTerm } from '../../account/term/is-term.js';

/** GUIDs, catalogue ids such as `CFQ7TTC0LH18:0001:CFQ7TTC0K971`, and ids such as `MS-AZR-0145P`. */
export const OFFER_ID = /^[\w.:-]+$/;

const NO_PRICES = 'there is no price list here';

/** What a line renews, and the term after the renewal. Partner Center's SDKs send both in the same place. */
export class Renewal {
  /** A GUID. Without it, the line renews nothing. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;

  /** The term of the subscription after its next renewal: an ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @IsTerm()
  termDuration?: string;
}

@NotSupported({
  pricing: NO_PRICES,
  additionalPartnerIdsOnRecord: 'a line has one reseller on record: name its MPN ID in partnerIdOnRecord',
})
@AsAnswered('subscriptionId', 'transactionType')
export class OrderLineItemRequest {
  /** 0 to n-1, each once. */
  @IsInt()
  @Min(0)
  lineItemNumber: number;

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

  /** Of an add-on: the active subscription that it belongs to. */
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
  @IsTerm()
  termDuration?: string;

  /** Where the first term ends earlier: a date within it. */
  @IsOptional()
  @IsPartnerDate()
  customTermEndDate?: string;

  /** Kept for the billing system; this platform has no promotions. */
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

  /** The subscription that this line renews. It may also be just the id, as a string. */
  @IsOptional()
  @Nested(() => Renewal)
  @Transform(({ value }) => renewalOf(value))
  renewsTo?: Renewal;
}

/** An order, as Partner Center's SDKs send it. */
@NotSupported({ totalPrice: NO_PRICES })
@AsAnswered('transactionType')
export class PlaceOrderRequest {
  /** Must be the customer of the path, where it is given. */
  @IsOptional()
  @IsUUID('loose')
  referenceCustomerId?: string;

  /** `none`, `monthly`, `annual`, `one_time`, `biennial`, `triennial` or `unknown`, in any casing. */
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

  @Nested(() => OrderLineItemRequest)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  lineItems: OrderLineItemRequest[];
}

/** A line of an order as it is, or an add-on to it. */
export class AmendedLineItemRequest extends OrderLineItemRequest {
  /** As it was answered, of a line that the order has. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;
}

/** What is to be added to an order; lines that it has can come along as they were answered. */
@NotSupported({ totalPrice: NO_PRICES })
@AsAnswered('alternateId', 'referenceCustomerId', 'billingCycle', 'currencyCode', 'currencySymbol', 'creationDate')
@AsAnswered('transactionType', 'partnerOnRecordAttestationAccepted')
export class AmendOrderRequest {
  /** Lines that the order has, whose `renewsTo.termDuration` may be another one; and add-ons to a subscription. */
  @IsOptional()
  @Nested(() => AmendedLineItemRequest)
  @IsArray()
  @ArrayMaxSize(200)
  lineItems?: AmendedLineItemRequest[];

  /** `cancelled` cancels the order, in a sandbox. */
  @IsOptional()
  @Text({ max: 20 })
  status?: string;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

const NO_PRICES_IN_ANSWERS = { include_price: NO_PRICES };

@NotSupported(NO_PRICES_IN_ANSWERS)
export class ListOrdersQuery extends SeekQuery {
  /** The billing cycle of the orders, in any casing. */
  @IsOptional()
  @Text({ max: 20 })
  billingType?: string;
}

/** An order is answered without prices. */
@NotSupported(NO_PRICES_IN_ANSWERS)
export class OrderQuery {}

export class OrderLineItemLinks {
  subscription: ResourceLinks['self'];
}

export class OrderLineItemResource {
  lineItemNumber: number;
  offerId: string;
  /** The subscription that the line started, a GUID. */
  subscriptionId: string;
  quantity: number;
  /** `New` or `Renew` */
  transactionType: string;
  friendlyName?: string;
  parentSubscriptionId?: string;
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** ISO 8601 in UTC. */
  customTermEndDate?: string;
  promotionId?: string;
  attestationAccepted?: boolean;
  /** As ordered. */
  provisioningContext?: Record<string, string>;
  renewsTo?: Renewal;
  links: OrderLineItemLinks;
}

export class OrderResource {
  id: string;
  referenceCustomerId: string;
  billingCycle: string;
  /** ISO 4217. Absent where it is not known what the customer's country is billed in. */
  currencyCode?: string;
  currencySymbol?: string;
  /** `UserPurchase` */
  transactionType: string;
  partnerOnRecordAttestationAccepted?: boolean;
  lineItems: OrderLineItemResource[];
  /** ISO 8601 in UTC. */
  creationDate: string;
  /** `completed`, or `cancelled` in a sandbox. */
  status: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

function renewalOf(given: unknown): unknown {
  return typeof given === 'string' ? Object.assign(new Renewal(), { subscriptionId: given }) : given;
}
