import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';

const statuses = ['active', 'suspended', 'deleted'] as const;

/** What is bought from the renewal on. */
export class NextProductV1 {
  @Text({ max: 256 })
  productId: string;

  @Text({ max: 256 })
  skuId: string;

  @IsOptional()
  @Text({ max: 256 })
  availabilityId?: string;

  /** As in an order. */
  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @Text({ max: 20 })
  termDuration?: string;

  @IsOptional()
  @Text({ max: 256 })
  promotionId?: string;
}

/** What a subscription is to be from its renewal on. */
export class ScheduledNextTermV1 {
  @IsObject()
  @ValidateNested()
  @Type(() => NextProductV1)
  product: NextProductV1;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  /** Where that term ends earlier: a date, ISO 8601. */
  @IsOptional()
  @Text({ max: 50 })
  customTermEndDate?: string;
}

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

  /** Kept until the renewal, or until the terms change before; needs `autoRenewEnabled`. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduledNextTermV1)
  scheduledNextTermInstructions?: ScheduledNextTermV1;
}

export const changeSubscription = defineCommand({
  name: 'subscription.change',
  version: 1,
  service: 'customers',
  payload: ChangeSubscriptionV1,
});
