import {
  IsBoolean,
  IsDateString,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
} from 'class-validator';

/** A subscription as it is after the event. What was not part of the first events is optional. */
export class SubscriptionStateV1 {
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

  /** What the partner calls it. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  friendlyName?: string;

  /** Of an add-on: the subscription that it belongs to. */
  @IsOptional()
  @IsUUID('loose')
  parentSubscriptionId?: string;

  /** Such as `monthly`. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  termDuration?: string;

  /** The term after a renewal, where it is another one: an ISO 8601 duration. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  renewalTermDuration?: string;

  /** When the term ends, ISO 8601 in UTC. */
  @IsOptional()
  @IsDateString()
  commitmentEndDate?: string;

  /** Whether it is to be renewed when the term ends. A renewal is an order with `renewsTo`. */
  @IsOptional()
  @IsBoolean()
  autoRenewEnabled?: boolean;

  /** What the partner has scheduled for the renewal, as Partner Center writes it. */
  @IsOptional()
  @IsObject()
  scheduledNextTermInstructions?: Record<string, unknown>;
}
