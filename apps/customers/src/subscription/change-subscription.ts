import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { subscriptionUpdated, type SubscriptionStatus } from '#contracts/customers/subscription-updated.v1';
import { rejectStranger, rejectUnconfirmed, type Customer } from '../customer/customer.js';
import { validationFault } from '../validation-status/validation-status.js';
import { type Subscription } from './subscription.js';

/** What a partner wants to be otherwise; what is absent stays as it is. */
export interface SubscriptionChange {
  status?: SubscriptionStatus;
  quantity?: number;
}

/** A partner's subscription; others are as unknown as those that do not exist. */
export function subscriptionOf(customer: Customer, partnerId: string, id: string): Subscription | undefined {
  return customer.subscriptions.find((subscription) => subscription.id === id && subscription.partnerId === partnerId);
}

/**
 * Suspends or activates a subscription, or changes how many licences it has, which is checked as an order is. The
 * relationship holds the ids of active subscriptions, so it decides in the same write whether it can be removed.
 */
export function changeSubscription(
  customer: Customer,
  { partnerId, subscriptionId }: { partnerId: string; subscriptionId: string },
  change: SubscriptionChange,
  agreementConfirmed: boolean,
  now: Date,
): Decision<Customer, DomainEvent> {
  if (!customer.relationships.some((relationship) => relationship.partnerId === partnerId)) {
    return rejectStranger(partnerId, customer.id);
  }
  const current = subscriptionOf(customer, partnerId, subscriptionId);
  if (!current) {
    return reject(faults.notFound, `You have no subscription ${subscriptionId} of the customer ${customer.id}.`);
  }
  const { status, quantity } = { ...current, ...change };
  if (status === current.status && quantity === current.quantity) return nothingHappened;
  if (isBeingOrdered(customer, subscriptionId)) return rejectInProgress();
  if (quantity !== current.quantity && status !== 'active') {
    return reject(faults.invalidArgument, 'quantity: a suspended subscription keeps its quantity. Activate it first.');
  }
  if (quantity !== current.quantity) {
    const fault = validationFault(customer, [{}]);
    if (fault) return fault;
    if (!agreementConfirmed) return rejectUnconfirmed();
  }
  const next = { ...current, status, quantity };
  return happened(withSubscription(customer, next), event(subscriptionUpdated, publicState(customer.id, next, now)));
}

/** An order is accepted before its own document is written: until then its subscriptions stay as they are. */
function isBeingOrdered({ reservedOrders }: Customer, id: string): boolean {
  return reservedOrders.some(({ lineItems }) => lineItems.some(({ subscriptionId }) => subscriptionId === id));
}

/** Partner Center answers 800060 while an order is in progress. */
function rejectInProgress(): ReturnType<typeof reject> {
  return reject(
    faults.orderInProgress,
    'The order of this subscription is in progress. Try again in a few seconds.',
    5,
  );
}

function withSubscription(customer: Customer, next: Subscription): Customer {
  const { id, partnerId, status } = next;
  return {
    ...customer,
    subscriptions: customer.subscriptions.map((other) => (other.id === id ? next : other)),
    relationships: customer.relationships.map((relationship) => {
      if (relationship.partnerId !== partnerId) return relationship;
      const others = relationship.subscriptions.filter((held) => held !== id);
      return { ...relationship, subscriptions: status === 'active' ? [...others, id] : others };
    }),
  };
}

/** What events tell of a subscription. */
export function publicState(
  customerId: string,
  { id, partnerId, orderId, offerId, quantity, status }: Subscription,
  now: Date,
): InstanceType<typeof subscriptionUpdated.payload> {
  return {
    ...{ subscriptionId: id, customerId, partnerId, orderId, offerId, quantity, status },
    updatedAt: now.toISOString(),
  };
}
