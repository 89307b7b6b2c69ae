import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { invalidArgument, Nested, ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import {
  assertOfferId,
  OrderResource,
  Renewal,
  toBillingCycle,
  toResource as toOrderResource,
} from '../order/order.dto.js';
import { IsProvisioningContext } from '../order/provisioning-context.js';
import { orderGroups, type Cart, type CartLineItem } from './cart.js';
import { type Checkout } from './cart.use-cases.js';

/** The only participant that an order has: the indirect reseller on record. */
const RESELLER = 'transaction_reseller';

export class CartParticipant {
  /** `transaction_reseller` */
  @IsString()
  @MaxLength(50)
  key: string;

  /** The MPN ID of the indirect reseller on record. */
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  value: string;
}

export class CartLineItemRequest {
  /** The offer. */
  @IsString()
  @Length(1, 256)
  catalogItemId: string;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  @IsOptional()
  @IsString()
  @MaxLength(256)
  friendlyName?: string;

  @IsOptional()
  @IsISO4217CurrencyCode()
  currencyCode?: string;

  /** `none`, `monthly`, `annual`, `one_time` or `unknown`, in any casing. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  termDuration?: string;

  /** What the product needs to be provisioned, by name; up to 10 texts of up to 100 characters. */
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

/** A cart as it is to be: its lines, in their order. Ids and groups of lines are given, whatever a client sends. */
export class CartRequest {
  @Nested(() => CartLineItemRequest)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  lineItems: CartLineItemRequest[];
}

export class CartLineItemResource {
  /** 0 to n-1, as sent. */
  id: number;
  catalogItemId: string;
  quantity: number;
  friendlyName?: string;
  currencyCode?: string;
  billingCycle: string;
  termDuration?: string;
  /** As sent. */
  provisioningContext?: Record<string, string>;
  participants?: CartParticipant[];
  renewsTo?: Renewal;
  /** Lines of one group become one order. */
  orderGroup: string;
}

export class CartResource {
  id: string;
  /** ISO 8601 in UTC, as the others. */
  creationTimestamp: string;
  lastModifiedTimestamp: string;
  /** When it is gone, unless it is changed before. */
  expirationTimestamp: string;
  lastModifiedUser: string;
  /** `active`, or `ordered` once it is checked out. */
  status: string;
  lineItems: CartLineItemResource[];
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

export function toLineItems({ lineItems }: CartRequest): CartLineItem[] {
  return lineItems.map(({ participants = [], renewsTo, billingCycle, catalogItemId, ...item }, id) => {
    assertOfferId(catalogItemId, id);
    const [participant] = participants;
    if (participant && participant.key.toLowerCase() !== RESELLER) {
      throw invalidArgument(`lineItems.${id}.participants: the key must be ${RESELLER}.`);
    }
    return {
      ...{ id, catalogItemId, billingCycle: toBillingCycle(billingCycle) },
      ...item,
      ...(participant && { partnerIdOnRecord: participant.value }),
      ...(renewsTo?.subscriptionId && { renewsTo: renewsTo.subscriptionId.toLowerCase() }),
    };
  });
}

export function toResource(cart: Cart): CartResource {
  const { id, customerId, createdAt, modifiedAt, expiresAt, modifiedBy, status } = cart;
  const groups = [...orderGroups(cart.lineItems)].flatMap(([orderGroup, items]) =>
    items.map((item) => toLineResource(item, orderGroup)),
  );
  return {
    id,
    creationTimestamp: createdAt.toISOString(),
    lastModifiedTimestamp: modifiedAt.toISOString(),
    expirationTimestamp: expiresAt.toISOString(),
    lastModifiedUser: modifiedBy,
    status: status === 'checked-out' ? 'ordered' : 'active',
    lineItems: groups.sort((one, other) => one.id - other.id),
    links: selfLink(`/customers/${customerId}/carts/${id}`),
    attributes: { objectType: 'Cart' },
  };
}

export function toCheckoutResource({ orders, orderErrors }: Checkout): CartCheckoutResource {
  return {
    orders: orders.map(toOrderResource),
    orderErrors: orderErrors.map(({ orderGroup, code, description }) => ({
      orderGroupId: orderGroup,
      code,
      description,
    })),
    attributes: { objectType: 'CartCheckoutResult' },
  };
}

function toLineResource(
  { partnerIdOnRecord, renewsTo, ...item }: CartLineItem,
  orderGroup: string,
): CartLineItemResource {
  return {
    ...item,
    ...(partnerIdOnRecord && { participants: [{ key: RESELLER, value: partnerIdOnRecord }] }),
    ...(renewsTo && { renewsTo: { subscriptionId: renewsTo } }),
    orderGroup,
  };
}
