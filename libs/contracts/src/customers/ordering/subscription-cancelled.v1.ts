import { IsDateString } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { SubscriptionStateV1 } from './subscription-state.v1.js';

/** A partner cancelled a customer's subscription, which never comes back. The subject is the customer. */
export class SubscriptionCancelledV1 extends SubscriptionStateV1 {
  /** ISO 8601 in UTC. */
  @IsDateString()
  cancelledAt: string;
}

export const subscriptionCancelled = defineEvent({
  name: 'subscription.cancelled',
  version: 1,
  service: 'customers',
  payload: SubscriptionCancelledV1,
});
