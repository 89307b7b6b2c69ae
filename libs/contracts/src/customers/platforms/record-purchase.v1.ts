import { IsBoolean, IsDateString, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { offerKinds, type OfferKind } from '../ordering/offer-kind.js';

/**
 * Reports that a customer of the sender's partner has bought through it on another platform. Unless it is a renewal, the
 * customer can no longer accept the Microsoft Customer Agreement directly: its partner attests. A purchase is never taken back.
 */
export class RecordPurchaseV1 {
  /**
   * The customer's tenant, a GUID. The partner must have it, or must have reported it by
   * `customer.record-external-relationship`.
   */
  @IsUUID('loose')
  customerId: string;

  @IsIn(offerKinds)
  offerKind: OfferKind;

  /** When it was bought, ISO 8601. */
  @IsDateString()
  purchasedAt: string;

  /** Whether it renews what the customer had already. Renewals are not new purchases. */
  @IsBoolean()
  renewal: boolean;

  /** The sender's name for the purchase, such as the number of an order. */
  @IsOptional()
  @Text({ max: 256 })
  reference?: string;
}

export const recordPurchase = defineCommand({
  name: 'customer.record-purchase',
  version: 1,
  service: 'customers',
  payload: RecordPurchaseV1,
});
