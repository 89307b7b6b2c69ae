import { type SubscriptionStateV1 } from '#contracts/customers/ordering/subscription-state.v1';
import { type SubscriptionUpdatedV1 } from '#contracts/customers/ordering/subscription-updated.v1';
import { endOfTermOf, termOf, type Subscription, type UsableSubscription } from './subscription.js';

/** What events tell of a subscription that can be used. */
export function publicState(customerId: string, subscription: UsableSubscription, now: Date): SubscriptionUpdatedV1 {
  const { status } = subscription;
  return { ...stateOf(customerId, subscription), status, updatedAt: now.toISOString() };
}

/** What events tell of any subscription. */
export function stateOf(customerId: string, subscription: Subscription): SubscriptionStateV1 {
  const { id, partnerId, orderId, offerId, quantity, friendlyName, parentSubscriptionId } = subscription;
  const { billingCycle, renewalTermDuration, autoRenewEnabled = true, nextTerm } = subscription;
  return {
    subscriptionId: id,
    customerId,
    partnerId,
    orderId,
    offerId,
    quantity,
    billingCycle,
    autoRenewEnabled,
    termDuration: termOf(subscription),
    commitmentEndDate: endOfTermOf(subscription).toISOString(),
    ...(friendlyName && { friendlyName }),
    ...(parentSubscriptionId && { parentSubscriptionId }),
    ...(renewalTermDuration && { renewalTermDuration }),
    ...(nextTerm && { scheduledNextTermInstructions: { ...nextTerm } }),
  };
}
