import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { subscriptionSupported } from '#contracts/customers/ordering/subscription-supported.v1';
import { rejectStranger, type Customer } from '../../account/customer/customer.js';
import { publicState } from '../../account/subscription/subscription-events.js';
import { isUsable } from '../../account/subscription/subscription.js';

/**
 * A partner of the customer begins to support a subscription that was bought of another one (multi-channel). It learns of
 * the subscription's id from the customer; an unknown one is refused. Beginning twice changes nothing.
 */
export function supportSubscription(
  customer: Customer,
  { partnerId, subscriptionId }: { partnerId: string; subscriptionId: string },
  now: Date,
): Decision<Customer, DomainEvent> {
  if (!customer.relationships.some((relationship) => relationship.partnerId === partnerId)) {
    return rejectStranger(partnerId, customer.id);
  }
  const subscription = customer.subscriptions.find(({ id }) => id === subscriptionId);
  if (!subscription || !isUsable(subscription)) {
    return reject(faults.notFound, `The customer ${customer.id} has no subscription ${subscriptionId}.`);
  }
  if (subscription.partnerId === partnerId) {
    return reject(
      faults.invalidArgument,
      `You ordered the subscription ${subscriptionId} yourself: it is yours to support.`,
    );
  }
  if (subscription.supporters.includes(partnerId)) return nothingHappened;
  const next = { ...subscription, supporters: [...subscription.supporters, partnerId] };
  const subscriptions = customer.subscriptions.map((other) => (other === subscription ? next : other));
  return happened(
    { ...customer, subscriptions },
    event(subscriptionSupported, { ...publicState(customer.id, next, now), supportedBy: partnerId }),
  );
}
