import { IsDateString, IsIn } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { SubscriptionStateV1 } from './subscription-state.v1.js';

/** Whether a subscription can be used. */
export const subscriptionStatuses = ['active', 'suspended'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/**
 * A partner suspended, activated or renamed a customer's subscription, or changed its licences, its terms or what is to come of
 * it at its renewal. The subject is the customer, whose subscriptions have one sequence. That a subscription begins is told by
 * `order.placed` and `order.amended`, and that it is cancelled by `subscription.cancelled`.
 */
export class SubscriptionUpdatedV1 extends SubscriptionStateV1 {
  @IsIn(subscriptionStatuses)
  status: SubscriptionStatus;

  /** When it changed, ISO 8601 in UTC. */
  @IsDateString()
  updatedAt: string;
}

export const subscriptionUpdated = defineEvent({
  name: 'subscription.updated',
  version: 1,
  service: 'customers',
  payload: SubscriptionUpdatedV1,
});
