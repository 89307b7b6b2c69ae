import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';

const statuses = ['active', 'suspended', 'deleted'] as const;

/**
 * Suspends, activates or renames a subscription, changes its licences, terms or automatic renewal, or cancels it. What is absent
 * stays as it is. Other licences or terms are checked as an order is.
 */
export class ChangeSubscriptionV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  @IsUUID('loose')
  subscriptionId: string;

  /** `deleted` cancels it, which ends within a week from the begin of its term. */
  @IsOptional()
  @IsIn(statuses)
  status?: (typeof statuses)[number];

  /** Why it is suspended. */
  @IsOptional()
  @ArrayMaxSize(10)
  @Text({ max: 100, each: true })
  suspensionReasons?: string[];

  /** Licences or units. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity?: number;

  @IsOptional()
  @Text({ max: 256 })
  friendlyName?: string;

  @IsOptional()
  @IsBoolean()
  autoRenewEnabled?: boolean;

  /** As in an order. */
  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. Another one begins now. */
  @IsOptional()
  @Text({ max: 20 })
  termDuration?: string;

  /** The term after the renewal. */
  @IsOptional()
  @Text({ max: 20 })
  renewalTermDuration?: string;
}

export const changeSubscription = defineCommand({
  name: 'subscription.change',
  version: 1,
  service: 'customers',
  payload: ChangeSubscriptionV1,
});
