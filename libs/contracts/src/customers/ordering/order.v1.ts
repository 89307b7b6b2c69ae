import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsBoolean, IsDateString, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { defineState } from '../../contract.js';
import { OrderLineV1 } from './order-placed.v1.js';

/** A partner's order as it is now, with what was added to it. */
export class OrderV1 {
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
  @Type(() => OrderLineV1)
  lineItems: OrderLineV1[];

  /** Whether it was cancelled, in a sandbox; absent: it was not. */
  @IsOptional()
  @IsBoolean()
  cancelled?: boolean;
}

export const orderState = defineState({
  name: 'order.state',
  version: 1,
  service: 'customers',
  payload: OrderV1,
  key: 'orderId',
});
