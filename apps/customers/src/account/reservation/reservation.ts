import { faults, type DomainEvent } from '#lib/contracts';
import {
  happened,
  isRejected,
  nothingHappened,
  reject,
  type Accepted,
  type Decision,
  type Rejected,
} from '#lib/decision';
import { rejectStranger, rejectUnconfirmed, type Customer, type ResellerRelationship } from '../customer/customer.js';
import { type Order, type OrderAmendment, type OrderLineItem } from '../order-state/order-state.js';
import { subscriptionsAfter } from '../subscription/subscription.js';

/** Subscriptions that one partner can have for one customer: they are all in the customer's document. */
const MAX_SUBSCRIPTIONS = 1_000;

/**
 * Accepts an order: its subscriptions are held by the relationship from this write on, so that an order and a removal
 * cannot both win. The order's own document follows, written by the caller or, after a crash, by the sweep.
 */
export function reserveOrder(
  customer: Customer,
  order: Order,
  agreementConfirmed: boolean,
): Decision<Customer, DomainEvent> {
  const relationship = customer.relationships.find(({ partnerId }) => partnerId === order.partnerId);
  if (!relationship) return rejectStranger(order.partnerId, customer.id);
  const renewed = order.lineItems.flatMap(({ renewsTo }) => renewsTo ?? []);
  if (new Set(renewed).size < renewed.length) {
    return reject(faults.invalidArgument, 'renewsTo: an order can renew a subscription only once.');
  }
  const unknown = renewed.filter((id) => !relationship.subscriptions.includes(id));
  if (unknown.length > 0) {
    return reject(faults.invalidArgument, `renewsTo must be an active subscription; not found: ${unknown.join(', ')}.`);
  }
  if (!agreementConfirmed && renewed.length < order.lineItems.length) return rejectUnconfirmed();
  const started = withOrdered(customer, relationship, order);
  if (isRejected(started)) return started;
  return happened({ ...started, reservedOrders: [...customer.reservedOrders, order] });
}

/**
 * The customer with the subscriptions that an order starts or renews, which the relationship holds. Refused are add-ons of
 * what is no active subscription of the partner, and no line of the same order.
 */
export function withOrdered(customer: Customer, relationship: ResellerRelationship, order: Order): Customer | Rejected {
  const orphans = order.lineItems.flatMap(({ parentSubscriptionId: id }) =>
    id && !relationship.subscriptions.includes(id) && !isStartedBy(order, id) ? [id] : [],
  );
  if (orphans.length > 0) {
    return reject(
      faults.invalidArgument,
      `parentSubscriptionId must be an active subscription of yours for this customer; not found: ${orphans.join(', ')}.`,
    );
  }
  const subscriptions = subscriptionsAfter(customer.subscriptions, order);
  if (subscriptions.filter(({ partnerId }) => partnerId === order.partnerId).length > MAX_SUBSCRIPTIONS) {
    return reject(
      faults.invalidArgument,
      `One customer can have up to ${MAX_SUBSCRIPTIONS} subscriptions from a partner.`,
    );
  }
  const held = [...relationship.subscriptions, ...order.lineItems.map(({ subscriptionId }) => subscriptionId)];
  return {
    ...customer,
    relationships: customer.relationships.map((other) =>
      other === relationship ? { ...other, subscriptions: [...new Set(held)] } : other,
    ),
    subscriptions,
  };
}

/** Partner Center answers 800060 while an order is in progress. */
export function rejectInProgress(): Rejected {
  return reject(faults.orderInProgress, 'The order is in progress. Try again in a few seconds.', 5);
}

/** An order is accepted before its own document is written: until then its subscriptions stay as they are. */
export function isBeingOrdered({ reservedOrders, reservedAmendments = [] }: Customer, subscriptionId: string): boolean {
  return (
    reservedOrders.some(({ lineItems }) => startsOrRenews(lineItems, subscriptionId)) ||
    reservedAmendments.some(({ lineItems }) => startsOrRenews(lineItems, subscriptionId))
  );
}

/** Whether a subscription is there only because of an order or amendment that is not written yet. */
export function isBeingStarted({ reservedOrders, reservedAmendments = [] }: Customer, subscriptionId: string): boolean {
  return [...reservedOrders, ...reservedAmendments].some((order) => isStartedBy(order, subscriptionId));
}

function startsOrRenews(lineItems: Pick<OrderLineItem, 'subscriptionId'>[], id: string): boolean {
  return lineItems.some(({ subscriptionId }) => subscriptionId === id);
}

function isStartedBy({ lineItems }: Pick<OrderAmendment, 'lineItems'>, id: string): boolean {
  return lineItems.some(({ subscriptionId, renewsTo }) => subscriptionId === id && !renewsTo);
}

/** The order's document is written: the reservation is not needed any more. */
export function completeOrder(customer: Customer, orderId: string): Accepted<Customer, DomainEvent> {
  const reservedOrders = customer.reservedOrders.filter(({ id }) => id !== orderId);
  if (reservedOrders.length === customer.reservedOrders.length) return nothingHappened;
  return happened({ ...customer, reservedOrders });
}

/** The amended order's document is written. */
export function completeAmendment(customer: Customer, id: string): Accepted<Customer, DomainEvent> {
  const { reservedAmendments = [] } = customer;
  const others = reservedAmendments.filter((one) => one.id !== id);
  return others.length === reservedAmendments.length
    ? nothingHappened
    : happened({ ...customer, reservedAmendments: others });
}
