import { IsDateString, IsIn, IsInt, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { defineEvent } from '../contract.js';

/** Whether a subscription can be used. */
export const subscriptionStatuses = ['active', 'suspended'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/**
 * A partner suspended or activated a customer's subscription, or changed how many licences it has. The subject is the
 * customer, whose subscriptions have one sequence. That a subscription begins is told by `order.placed`.
 */
export class SubscriptionUpdatedV1 {
  @IsUUID('loose')
  subscriptionId: string;

  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  /** The tenant of the partner that ordered the subscription. */
  @IsUUID('loose')
  partnerId: string;

  /** The order that started it. */
  @IsUUID('loose')
  orderId: string;

  @IsString()
  @MaxLength(256)
  offerId: string;

  /** Number of licences or units. */
  @IsInt()
  @Min(1)
  quantity: number;

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
