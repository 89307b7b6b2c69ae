import { type SubscriptionStatus } from '#contracts/customers/subscription-updated.v1';
import { type Order } from '../order/order.js';

/** What a partner has ordered for a customer, as it goes on. It is in the customer's document, which decides on it. */
export interface Subscription {
  id: string;
  /** The partner that ordered it, and decides on it. */
  partnerId: string;
  /** The order that started it. */
  orderId: string;
  offerId: string;
  friendlyName?: string;
  /** Licences or units. */
  quantity: number;
  status: SubscriptionStatus;
  billingCycle: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  createdAt: Date;
  /** Partners that support it although the customer has bought it of another one. */
  supporters: string[];
}

/** A subscription is shown to who ordered it, to the reseller on record, and to who supports it; to no other partner. */
export function isShownTo(
  { partnerId, partnerIdOnRecord, supporters }: Subscription,
  viewer: { partnerId: string; mpnId?: string },
): boolean {
  const isOnRecord = partnerIdOnRecord !== undefined && partnerIdOnRecord === viewer.mpnId;
  return partnerId === viewer.partnerId || isOnRecord || supporters.includes(viewer.partnerId);
}

/** The subscriptions once an order is accepted: each line starts one, or goes on with the one that it renews. */
export function subscriptionsAfter(subscriptions: Subscription[], order: Order): Subscription[] {
  const { id: orderId, partnerId, billingCycle, createdAt, lineItems } = order;
  const renewals = new Map(lineItems.flatMap((item) => (item.renewsTo ? [[item.renewsTo, item]] : [])));
  const renewed = subscriptions.map((subscription) => {
    const renewal = renewals.get(subscription.id);
    if (!renewal) return subscription;
    const { quantity, termDuration, partnerIdOnRecord } = renewal;
    const named = { ...(termDuration && { termDuration }), ...(partnerIdOnRecord && { partnerIdOnRecord }) };
    return { ...subscription, quantity, billingCycle, ...named };
  });
  const started = lineItems.flatMap(
    ({ lineItemNumber: _line, provisioningContext: _context, subscriptionId, renewsTo, ...ordered }) =>
      renewsTo
        ? []
        : [
            {
              id: subscriptionId,
              partnerId,
              orderId,
              ...ordered,
              status: 'active' as const,
              billingCycle,
              createdAt,
              supporters: [],
            },
          ],
  );
  return [...renewed, ...started];
}
