import { event, type DomainEvent } from '#lib/contracts';
import { happened, type Decision } from '#lib/decision';
import { orderPlaced } from '#contracts/customers/order-placed.v1';

/** A partner's order for one of its customers. */
export interface Order {
  id: string;
  customerId: string;
  partnerId: string;
  billingCycle: string;
  currencyCode?: string;
  lineItems: OrderLineItem[];
  createdAt: Date;
}

export interface OrderLineItem {
  lineItemNumber: number;
  offerId: string;
  subscriptionId: string;
  quantity: number;
  friendlyName?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** The subscription that this line renews. */
  renewsTo?: string;
}

/** Whether an order buys anything: one that does nothing but renew is no purchase. */
export function isOriginal({ lineItems }: Pick<Order, 'lineItems'>): boolean {
  return lineItems.some(({ renewsTo }) => renewsTo === undefined);
}

/** Writes an order that the customer's document has accepted. */
export function placeOrder(order: Order): Decision<Order, DomainEvent> {
  return happened(order, event(orderPlaced, publicState(order)));
}

function publicState({
  id,
  customerId,
  partnerId,
  createdAt,
  lineItems,
}: Order): InstanceType<typeof orderPlaced.payload> {
  return {
    orderId: id,
    customerId,
    partnerId,
    orderedAt: createdAt.toISOString(),
    lineItems: lineItems.map(({ lineItemNumber, offerId, quantity, subscriptionId, renewsTo }) => ({
      ...{ lineItemNumber, offerId, quantity, subscriptionId },
      ...(renewsTo && { renewsTo }),
    })),
  };
}
