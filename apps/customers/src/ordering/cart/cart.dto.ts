import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  isUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Text } from '#lib/contracts';
import {
  AsAnswered,
  invalidArgument,
  IsPartnerDate,
  Nested,
  NotSupported,
  parsePartnerDate,
  ResourceAttributes,
  ResourceLinks,
  selfLink,
} from '#lib/partner-api';
import { toBillingCycle } from '../order/billing-cycle.js';
import { assertOfferId, OrderResource, Renewal, toRenewal, toResource as toOrderResource } from '../order/order.dto.js';
import { IsProvisioningContext } from '../order/provisioning-context.js';
import { IsTerm } from '../../account/term/is-term.js';
import { orderGroups, type Cart, type CartContent, type CartLineItem } from './cart.js';
import { type Checkout } from './cart.use-cases.js';

/** The only participant that an order has: the indirect reseller on record. */
const RESELLER = 'transaction_reseller';

/** Lines of a cart, with their add-ons. */
const MAX_LINES = 200;

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
class ItemRequest {
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
@AsAnswered(...['status', 'creationTimestamp', 'lastModifiedTimestamp', 'expirationTimestamp', 'lastModifiedUser'])
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

export function toContent({ lineItems, partnerOnRecordAttestationAccepted }: CartRequest): CartContent {
  const items: CartLineItem[] = [];
  for (const { addonItems = [], ...request } of lineItems) {
    const item = toLineItem(request, items.length);
    items.push(item);
    for (const addOn of addonItems) items.push(toAddOn(item, addOn, items.length));
  }
  if (items.length > MAX_LINES)
    throw invalidArgument(`lineItems: a cart can have up to ${MAX_LINES} lines, including add-ons.`);
  return {
    lineItems: items,
    ...(partnerOnRecordAttestationAccepted !== undefined && { partnerOnRecordAttestationAccepted }),
  };
}

/** Lines of one order have one billing cycle and currency, and an add-on is in the order of what it belongs to. */
function toAddOn(root: CartLineItem, request: ItemRequest, id: number): CartLineItem {
  const { billingCycle, currencyCode, ...item } = toLineItem(request, id);
  if (billingCycle !== 'unknown' && billingCycle !== root.billingCycle) {
    throw invalidArgument(
      `lineItems.${id}.billingCycle: an add-on has the billing cycle of the line that it belongs to, ${root.billingCycle}.`,
    );
  }
  if (currencyCode && currencyCode !== root.currencyCode) {
    throw invalidArgument(`lineItems.${id}.currencyCode: an add-on has the currency of the line that it belongs to.`);
  }
  return {
    ...item,
    ...{ billingCycle: root.billingCycle, addOnOf: root.id },
    ...(root.currencyCode && { currencyCode: root.currencyCode }),
  };
}

function toLineItem(request: ItemRequest, id: number): CartLineItem {
  const { catalogItemId, quantity, friendlyName, currencyCode, termDuration, customTermEndDate } = request;
  const { promotionId, attestationAccepted, provisioningContext, renewsTo } = request;
  assertOfferId(catalogItemId, id);
  const [participant] = request.participants ?? [];
  if (participant && participant.key.toLowerCase() !== RESELLER) {
    throw invalidArgument(`lineItems.${id}.participants: the key must be ${RESELLER}.`);
  }
  const parentSubscriptionId = parentIn(provisioningContext, id);
  return {
    ...{ id, catalogItemId, quantity, billingCycle: toBillingCycle(request.billingCycle) },
    ...(friendlyName && { friendlyName }),
    ...(currencyCode && { currencyCode }),
    ...(termDuration && { termDuration }),
    ...(customTermEndDate && { customTermEndDate: parsePartnerDate(customTermEndDate) }),
    ...(promotionId && { promotionId }),
    ...(attestationAccepted !== undefined && { attestationAccepted }),
    ...(parentSubscriptionId && { parentSubscriptionId }),
    ...(provisioningContext && { provisioningContext }),
    ...(participant && { partnerIdOnRecord: participant.value }),
    ...(renewsTo?.subscriptionId && { renewsTo: renewsTo.subscriptionId.toLowerCase() }),
    ...(renewsTo?.termDuration && { renewalTermDuration: renewsTo.termDuration }),
  };
}

/** Partner Center's carts name there what an add-on to an existing subscription belongs to. */
function parentIn(context: Record<string, string> = {}, id: number): string | undefined {
  const [, parent] = Object.entries(context).find(([name]) => name.toLowerCase() === 'parentsubscriptionid') ?? [];
  if (!parent) return undefined;
  if (isUUID(parent, 'loose')) return parent.toLowerCase();
  throw invalidArgument(`lineItems.${id}.provisioningContext: ParentSubscriptionId must be a GUID.`);
}

export function toResource(cart: Cart): CartResource {
  const { id, customerId, createdAt, modifiedAt, expiresAt, modifiedBy, status } = cart;
  const { partnerOnRecordAttestationAccepted } = cart;
  const groups = [...orderGroups(cart.lineItems)].flatMap(([orderGroup, items]) =>
    items.filter(({ addOnOf }) => addOnOf === undefined).map((item) => toRootResource(item, items, orderGroup)),
  );
  return {
    id,
    creationTimestamp: createdAt.toISOString(),
    lastModifiedTimestamp: modifiedAt.toISOString(),
    expirationTimestamp: expiresAt.toISOString(),
    lastModifiedUser: modifiedBy,
    status: status === 'checked-out' ? 'ordered' : 'active',
    lineItems: groups.sort((one, other) => one.id - other.id),
    ...(partnerOnRecordAttestationAccepted !== undefined && { partnerOnRecordAttestationAccepted }),
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

function toRootResource(root: CartLineItem, group: CartLineItem[], orderGroup: string): CartLineItemResource {
  const addOns = group.filter(({ addOnOf }) => addOnOf === root.id);
  return {
    ...toLineResource(root, orderGroup),
    ...(addOns.length > 0 && { addonItems: addOns.map((item) => toLineResource(item, orderGroup)) }),
  };
}

function toLineResource(line: CartLineItem, orderGroup: string): CartLineItemResource {
  const { partnerIdOnRecord, renewsTo: _renewed, renewalTermDuration: _term, customTermEndDate, ...told } = line;
  // The provisioning context, which is told as it was sent, names what an add-on belongs to.
  const { parentSubscriptionId: _parent, addOnOf: _root, ...item } = told;
  return {
    ...item,
    ...(customTermEndDate && { customTermEndDate: customTermEndDate.toISOString() }),
    ...(partnerIdOnRecord && { participants: [{ key: RESELLER, value: partnerIdOnRecord }] }),
    ...toRenewal(line),
    orderGroup,
  };
}
