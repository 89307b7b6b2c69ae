import { IsUUID } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { SubscriptionUpdatedV1 } from './subscription-updated.v1.js';

/** A partner began to support a subscription that the customer has bought from another partner. */
export class SubscriptionSupportedV1 extends SubscriptionUpdatedV1 {
  /** The tenant of the partner that supports it. */
  @IsUUID('loose')
  supportedBy: string;
}

export const subscriptionSupported = defineEvent({
  name: 'subscription.supported',
  version: 1,
  service: 'customers',
  payload: SubscriptionSupportedV1,
});
