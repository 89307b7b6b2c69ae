import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Decision, type Rejected } from '#lib/decision';
import { subscriptionCancelled } from '#contracts/customers/ordering/subscription-cancelled.v1';
import { type Customer } from '../../account/customer/customer.js';
import { stateOf } from '../../account/subscription/subscription-events.js';
import { beginOfTerm, type Subscription } from '../../account/subscription/subscription.js';

/** As long as Partner Center takes a subscription back after its term began. */
const WINDOW_MS = 7 * 24 * 60 * 60 * 1_000;

/** Until when a subscription can be cancelled: a week from the begin of its term, and in a sandbox at any time. */
export function cancellableUntil(subscription: Subscription): Date {
  return new Date(beginOfTerm(subscription).getTime() + WINDOW_MS);
}

/** Cancels one subscription within the time for it. */
export function cancelSubscription(
  customer: Customer,
  subscription: Subscription,
  { isSandbox, now }: { isSandbox: boolean; now: Date },
): Decision<Customer, DomainEvent> {
  const until = cancellableUntil(subscription);
  if (!isSandbox && now > until) {
    return reject(
      faults.invalidArgument,
      `The subscription ${subscription.id} could only be cancelled until ${until.toISOString()}. Suspend it, or switch ` +
        'autoRenewEnabled off, so that it ends with its term.',
    );
  }
  return withoutSubscriptions(customer, [subscription.id], now);
}

/** Cancels subscriptions together: for good, and with no licences left. Refused while others are add-ons of them. */
export function withoutSubscriptions(customer: Customer, ids: string[], now: Date): Decision<Customer, DomainEvent> {
  const fault = addOnFault(customer, ids);
  if (fault) return fault;
  const cancelled = customer.subscriptions.filter(({ id, status }) => ids.includes(id) && status !== 'deleted');
  return happened(
    {
      ...customer,
      subscriptions: customer.subscriptions.map((one) => (cancelled.includes(one) ? asCancelled(one) : one)),
      relationships: customer.relationships.map((relationship) => ({
        ...relationship,
        subscriptions: relationship.subscriptions.filter((held) => !ids.includes(held)),
      })),
    },
    ...cancelled.map((one) =>
      event(subscriptionCancelled, {
        ...stateOf(customer.id, asCancelled(one)),
        cancelledAt: now.toISOString(),
      }),
    ),
  );
}

function asCancelled({ suspensionReasons: _reasons, nextTerm: _next, ...subscription }: Subscription): Subscription {
  return { ...subscription, status: 'deleted', autoRenewEnabled: false };
}

function addOnFault({ subscriptions }: Customer, ids: string[]): Rejected | undefined {
  const addOns = subscriptions.filter(
    ({ id, status, parentSubscriptionId }) =>
      status !== 'deleted' && !ids.includes(id) && parentSubscriptionId && ids.includes(parentSubscriptionId),
  );
  if (addOns.length === 0) return undefined;
  const names = addOns.map(({ id }) => id).slice(0, 10);
  return reject(faults.invalidArgument, `Cancel its add-ons first: ${names.join(', ')}.`);
}
