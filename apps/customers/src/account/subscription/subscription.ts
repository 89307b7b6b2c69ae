import { type SubscriptionStatus as UsableStatus } from '#contracts/customers/ordering/subscription-updated.v1';
import { type Order, type OrderLineItem } from '../order-state/order-state.js';
import { endOfTerm, usualTerm } from '../term/term.js';

/** `deleted`: cancelled for good. */
export type SubscriptionStatus = UsableStatus | 'deleted';

/** What a partner has ordered for a customer, as it goes on. It is in the customer's document, which decides on it. */
export interface Subscription {
  id: string;
  /** The partner that ordered it, and decides on it. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** Licences or units. */
  quantity: number;
  status: SubscriptionStatus;
  /** Why it is suspended, in the partner's words. */
  suspensionReasons?: string[];
  billingCycle: string;
  /** ISO 8601 duration, such as `P1Y`; absent: the usual one of the billing cycle. */
  termDuration?: string;
  /** The term after the renewal, where it is to be another one. */
  renewalTermDuration?: string;
  /** When the term began; absent: with the subscription. */
  termBeganAt?: Date;
  /** When the term ends; absent: as long after its begin as it lasts. */
  termEndsAt?: Date;
  /** Whether it is to be renewed; absent: it is. Who renews it, orders with `renewsTo`. */
  autoRenewEnabled?: boolean;
  /** What is scheduled for the renewal, until it comes or the terms change before. */
  nextTerm?: NextTerm;
  promotionId?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  createdAt: Date;
  /** Partners that support it although the customer has bought it of another one. */
  supporters: string[];
}

/** One that is not cancelled. */
export type UsableSubscription = Subscription & { status: UsableStatus };

/** What a subscription is to be from its renewal on, as Partner Center writes it. */
export interface NextTerm {
  product: NextProduct;
  quantity: number;
  /** ISO 8601 in UTC. */
  customTermEndDate?: string;
}

export interface NextProduct {
  productId: string;
  skuId: string;
  availabilityId?: string;
  billingCycle?: string;
  termDuration?: string;
  promotionId?: string;
}

interface Viewer {
  partnerId: string;
  mpnId?: string;
}

/** A subscription is shown to who ordered it, to the reseller on record, and to who supports it; to no other partner. */
export function isShownTo(subscription: Subscription, viewer: Viewer): boolean {
  return isDecidedBy(subscription, viewer) || subscription.supporters.includes(viewer.partnerId);
}

/** Who ordered a subscription and the reseller on record decide on it, each on its part; who supports it looks on. */
export function isDecidedBy({ partnerId, partnerIdOnRecord }: Subscription, viewer: Viewer): boolean {
  return partnerId === viewer.partnerId || (partnerIdOnRecord !== undefined && partnerIdOnRecord === viewer.mpnId);
}

export function isUsable(subscription: Subscription): subscription is UsableSubscription {
  return subscription.status !== 'deleted';
}

/** How long its terms are. */
export function termOf({ termDuration, billingCycle }: Subscription): string {
  return termDuration ?? usualTerm(billingCycle);
}

export function beginOfTerm({ termBeganAt, createdAt }: Subscription): Date {
  return termBeganAt ?? createdAt;
}

export function endOfTermOf(subscription: Subscription): Date {
  return subscription.termEndsAt ?? endOfTerm(beginOfTerm(subscription), termOf(subscription));
}

/** The subscriptions once an order is accepted: each line starts one, or goes on with the one that it renews. */
export function subscriptionsAfter(subscriptions: Subscription[], order: Order): Subscription[] {
  const renewals = new Map(order.lineItems.flatMap((item) => (item.renewsTo ? [[item.renewsTo, item]] : [])));
  const renewed = subscriptions.map((subscription) => {
    const renewal = renewals.get(subscription.id);
    return renewal ? renewedBy(subscription, renewal, order) : subscription;
  });
  return [...renewed, ...order.lineItems.flatMap((item) => (item.renewsTo ? [] : [startedBy(item, order)]))];
}

function startedBy(
  { subscriptionId, customTermEndDate, ...item }: OrderLineItem,
  { id: orderId, partnerId, billingCycle, createdAt }: Order,
): Subscription {
  const { offerId, quantity, friendlyName, parentSubscriptionId, termDuration, renewalTermDuration } = item;
  const { promotionId, partnerIdOnRecord } = item;
  return {
    id: subscriptionId,
    partnerId,
    orderId,
    offerId,
    quantity,
    status: 'active',
    billingCycle,
    createdAt,
    ...(friendlyName && { friendlyName }),
    ...(parentSubscriptionId && { parentSubscriptionId }),
    ...(termDuration && { termDuration }),
    ...(renewalTermDuration && { renewalTermDuration }),
    ...(customTermEndDate && { termEndsAt: customTermEndDate }),
    ...(promotionId && { promotionId }),
    ...(partnerIdOnRecord && { partnerIdOnRecord }),
    supporters: [],
  };
}

/** A term follows the one before without a gap; after a gap it begins with the order. What was scheduled is over. */
function renewedBy(
  subscription: Subscription,
  { quantity, termDuration, renewalTermDuration, partnerIdOnRecord, promotionId, customTermEndDate }: OrderLineItem,
  { billingCycle, createdAt }: Order,
): Subscription {
  const { nextTerm: _over, renewalTermDuration: planned, ...rest } = subscription;
  const ended = endOfTermOf(subscription);
  const termBeganAt = ended > createdAt ? ended : createdAt;
  const term = termDuration ?? planned ?? subscription.termDuration;
  return {
    ...rest,
    quantity,
    billingCycle,
    termBeganAt,
    ...(term && { termDuration: term }),
    termEndsAt: customTermEndDate ?? endOfTerm(termBeganAt, term ?? usualTerm(billingCycle)),
    ...(renewalTermDuration && { renewalTermDuration }),
    ...(partnerIdOnRecord && { partnerIdOnRecord }),
    ...(promotionId && { promotionId }),
  };
}
