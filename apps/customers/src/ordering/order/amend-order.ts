import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Decision } from '#lib/decision';
import { subscriptionUpdated } from '#contracts/customers/ordering/subscription-updated.v1';
import { rejectStranger, rejectUnconfirmed, type Customer } from '../../account/customer/customer.js';
import { rejectInProgress, withOrdered } from '../../account/reservation/reservation.js';
import { withoutSubscriptions } from '../subscription/cancel-subscription.js';
import { publicState } from '../../account/subscription/subscription-events.js';
import { isUsable } from '../../account/subscription/subscription.js';
import { type Order, type OrderAmendment } from '../../account/order-state/order-state.js';
import { amendmentFault } from './order.js';

/**
 * Accepts an amendment, as an order is accepted: add-ons are held by the relationship from this write on. The order's own
 * document follows, written by the caller or, after a crash, by the sweep.
 */
export function reserveAmendment(
  customer: Customer,
  order: Order,
  amendment: OrderAmendment,
  agreementConfirmed: boolean,
): Decision<Customer, DomainEvent> {
  const relationship = customer.relationships.find(({ partnerId }) => partnerId === order.partnerId);
  if (!relationship) return rejectStranger(order.partnerId, customer.id);
  const fault = amendmentFault(order, amendment);
  if (fault) return fault;
  const reserved = customer.reservedAmendments ?? [];
  const isInProgress = customer.reservedOrders.some(({ id }) => id === order.id);
  if (isInProgress || reserved.some(({ orderId }) => orderId === order.id)) return rejectInProgress();
  if (amendment.lineItems.length > 0 && !agreementConfirmed) return rejectUnconfirmed();
  const lineItems = amendment.lineItems.map((item, lineItemNumber) => ({ ...item, lineItemNumber }));
  const started = withOrdered(customer, relationship, { ...order, lineItems, createdAt: amendment.createdAt });
  if ('rejection' in started) return started;
  const decision = amendment.cancels
    ? withoutSubscriptions(started, startedBy(order), amendment.createdAt)
    : withRenewalTerms(started, amendment);
  if (decision.outcome !== 'happened') return decision;
  return happened({ ...decision.state, reservedAmendments: [...reserved, amendment] }, ...decision.events);
}

function withRenewalTerms(
  customer: Customer,
  { renewalTerms, createdAt }: OrderAmendment,
): Decision<Customer, DomainEvent> {
  const terms = new Map(renewalTerms.map(({ subscriptionId, termDuration }) => [subscriptionId, termDuration]));
  const changed = customer.subscriptions.filter(({ id }) => terms.has(id)).filter(isUsable);
  if (changed.length < terms.size) {
    return reject(faults.invalidArgument, 'renewsTo: a cancelled subscription cannot be renewed.');
  }
  const next = changed.map((one) => ({ ...one, renewalTermDuration: terms.get(one.id) }));
  return happened(
    {
      ...customer,
      subscriptions: customer.subscriptions.map((one) => next.find(({ id }) => id === one.id) ?? one),
    },
    ...next.map((one) => event(subscriptionUpdated, publicState(customer.id, one, createdAt))),
  );
}

function startedBy({ lineItems }: Order): string[] {
  return lineItems.flatMap(({ subscriptionId, renewsTo }) => (renewsTo ? [] : [subscriptionId]));
}
