import { isUUID } from 'class-validator';
import { invalidArgument, parsePartnerDate, selfLink } from '#lib/partner-api';
import { toBillingCycle } from '../order/billing-cycle.js';
import { assertOfferId, toRenewal, toResource as toOrderResource } from '../order/order.mapping.js';
import { orderGroups, type Cart, type CartContent, type CartLineItem } from './cart.js';
import { type Checkout } from './cart.use-cases.js';
import {
  RESELLER,
  MAX_LINES,
  type ItemRequest,
  type CartRequest,
  type CartLineItemResource,
  type CartResource,
  type CartCheckoutResource,
} from './cart.dto.js';

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
    billingCycle: root.billingCycle,
    addOnOf: root.id,
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
    id,
    catalogItemId,
    quantity,
    billingCycle: toBillingCycle(request.billingCycle),
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
