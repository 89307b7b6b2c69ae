import { IsArray, IsDateString, IsIn, IsUUID } from 'class-validator';
import { defineState } from '../../contract.js';
import { SubscriptionStateV1 } from './subscription-state.v1.js';
import { subscriptionStatuses, type SubscriptionStatus } from './subscription-updated.v1.js';

/** A customer's subscription as it is now. */
export class SubscriptionV1 extends SubscriptionStateV1 {
  /** `deleted`: cancelled for good. */
  @IsIn([...subscriptionStatuses, 'deleted'])
  status: SubscriptionStatus | 'deleted';

  /** When it was ordered, ISO 8601 in UTC. */
  @IsDateString()
  createdAt: string;

  /** The partners that support it although the customer has bought it of another one. GUIDs. */
  @IsArray()
  @IsUUID('loose', { each: true })
  supportedBy: string[];
}

export const subscriptionState = defineState({
  name: 'subscription.state',
  version: 1,
  service: 'customers',
  payload: SubscriptionV1,
  key: 'subscriptionId',
});
