import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsProvisioningContext, Text } from '#lib/contracts';
import { AsAnswered, IsPartnerDate, Nested, NotSupported, ResourceAttributes, ResourceLinks } from '#lib/partner-api';
import { OrderResource, Renewal } from '../order/order.dto.js';
import { IsTerm } from '../../account/term/is-term.js';

/** The only participant that an order has: the indirect reseller on record. */
export const RESELLER = 'transaction_reseller';

/** Lines of a cart, with their add-ons. */
export const MAX_LINES = 200;

export class CartParticipant {
  /** `transaction_reseller` */
  @Text({ max: 50 })
  key: string;

  /** The MPN ID of the indirect reseller on record. */
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  value: string;
}

@NotSupported({ purchaseSystem: 'this platform has only one' })
export class ItemRequest {
  /** The offer. */
  @Text({ max: 256 })
  catalogItemId: string;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  @IsOptional()
  @Text({ max: 256 })
  friendlyName?: string;

  @IsOptional()
  @IsISO4217CurrencyCode()
  currencyCode?: string;

  /** `none`, `monthly`, `annual`, `one_time`, `biennial`, `triennial` or `unknown`, in any casing; of an add-on that of its line. */
  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. */
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

  /**
   * `ParentSubscriptionId` makes an add-on of the line. What the product needs to be provisioned, by name; up to 10 texts of up
   * to 100 characters.
   */
  @IsOptional()
  @IsProvisioningContext()
  provisioningContext?: Record<string, string>;

  @IsOptional()
  @Nested(() => CartParticipant)
  @IsArray()
  @ArrayMaxSize(1)
  participants?: CartParticipant[];

  @IsOptional()
  @Nested(() => Renewal)
  renewsTo?: Renewal;
}

@NotSupported({ addonItems: 'an add-on has no add-ons of its own' })
export class CartAddOnRequest extends ItemRequest {}

export class CartLineItemRequest extends ItemRequest {
  /** Add-ons of the subscription that the line starts, billed like it; Java's SDK writes `addOnItems`. */
  @IsOptional()
  @Nested(() => CartAddOnRequest)
  @IsArray()
  @ArrayMaxSize(MAX_LINES)
  addonItems?: CartAddOnRequest[];
}

/** The new content of a cart: its lines, in order. The platform sets ids and groups of lines itself. */
export class CartRequest {
  @Nested(() => CartLineItemRequest)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_LINES)
  lineItems: CartLineItemRequest[];

  /** Whether the reseller on record has attested. It is kept and not checked. */
  @IsOptional()
  @IsBoolean()
  partnerOnRecordAttestationAccepted?: boolean;
}

/** The same, for an existing cart. */
@AsAnswered('status', 'creationTimestamp', 'lastModifiedTimestamp', 'expirationTimestamp', 'lastModifiedUser')
export class ChangeCartRequest extends CartRequest {}

export class CartLineItemResource {
  /** 0 to n-1, as sent, add-ons after what they belong to. */
  id: number;
  catalogItemId: string;
  quantity: number;
  friendlyName?: string;
  currencyCode?: string;
  billingCycle: string;
  termDuration?: string;
  /** ISO 8601 in UTC. */
  customTermEndDate?: string;
  promotionId?: string;
  attestationAccepted?: boolean;
  /** As sent. */
  provisioningContext?: Record<string, string>;
  participants?: CartParticipant[];
  renewsTo?: Renewal;
  /** Lines of one group become one order. */
  orderGroup: string;
  addonItems?: CartLineItemResource[];
}

export class CartResource {
  id: string;
  /** ISO 8601 in UTC, as the others. */
  creationTimestamp: string;
  lastModifiedTimestamp: string;
  /** When the cart expires, unless it is changed before. */
  expirationTimestamp: string;
  lastModifiedUser: string;
  /** `active`, or `ordered` once it is checked out. */
  status: string;
  lineItems: CartLineItemResource[];
  partnerOnRecordAttestationAccepted?: boolean;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export class OrderErrorResource {
  orderGroupId: string;
  /** Partner Center's code of the refusal. */
  code: number;
  description: string;
}

export class CartCheckoutResource {
  orders: OrderResource[];
  /** Groups whose order was refused; empty when all were accepted. */
  orderErrors: OrderErrorResource[];
  attributes: ResourceAttributes;
}
