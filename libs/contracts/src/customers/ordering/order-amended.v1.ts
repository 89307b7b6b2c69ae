import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDateString,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { defineEvent } from '../../contract.js';
import { OrderLineItemV1 } from './order-placed.v1.js';

/** The term that a subscription is to have after its renewal. */
export class RenewalTermV1 {
  @IsUUID('loose')
  subscriptionId: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsString()
  @MaxLength(20)
  termDuration: string;
}

/** A partner added add-ons to an order, changed the terms after its renewal, or cancelled it in a sandbox. */
export class OrderAmendedV1 {
  @IsUUID('loose')
  orderId: string;

  @IsUUID('loose')
  customerId: string;

  /** The tenant of the partner that ordered. */
  @IsUUID('loose')
  partnerId: string;

  /** When the amendment was accepted, ISO 8601 in UTC. */
  @IsDateString()
  amendedAt: string;

  /** The lines that were added: each started a subscription that belongs to another one. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderLineItemV1)
  addedLineItems: OrderLineItemV1[];

  /** The terms that changed. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RenewalTermV1)
  renewalTerms?: RenewalTermV1[];

  /** Whether the order is cancelled; each of its subscriptions has its own event. */
  @IsOptional()
  @IsBoolean()
  cancelled?: boolean;
}

export const orderAmended = defineEvent({
  name: 'order.amended',
  version: 1,
  service: 'customers',
  payload: OrderAmendedV1,
});
