import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsDateString,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { defineEvent } from '../../contract.js';

/** One line of an order, and the subscription that it started. */
export class OrderLineV1 {
  /** 0 to n-1, as ordered. */
  @IsInt()
  @Min(0)
  lineItemNumber: number;

  @IsString()
  @MaxLength(256)
  offerId: string;

  /** Number of licences or units. */
  @IsInt()
  @Min(1)
  quantity: number;

  /** The subscription that the line started, a GUID. */
  @IsUUID('loose')
  subscriptionId: string;

  /** The subscription that the line renews. A renewal is not a new purchase. */
  @IsOptional()
  @IsUUID('loose')
  renewsTo?: string;

  /** Of an add-on: the subscription that it belongs to. */
  @IsOptional()
  @IsUUID('loose')
  parentSubscriptionId?: string;
}

/** The same with what the product needs. */
export class OrderLineItemV1 extends OrderLineV1 {
  /** What the product needs to be provisioned, by name, as the partner gave it with the order. */
  @IsOptional()
  @IsObject()
  provisioningContext?: Record<string, string>;
}

/** A partner's order for a customer was accepted. */
export class OrderPlacedV1 {
  @IsUUID('loose')
  orderId: string;

  @IsUUID('loose')
  customerId: string;

  /** The tenant of the partner that ordered. */
  @IsUUID('loose')
  partnerId: string;

  /** When the order was accepted, ISO 8601 in UTC. */
  @IsDateString()
  orderedAt: string;

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => OrderLineItemV1)
  lineItems: OrderLineItemV1[];
}

export const orderPlaced = defineEvent({
  name: 'order.placed',
  version: 1,
  service: 'customers',
  payload: OrderPlacedV1,
});
