import { IsBoolean, IsDateString, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { offerKinds, type OfferKind } from '../ordering/offer-kind.js';

/** A customer has bought through a partner on another platform. A purchase is never taken back. */
export class ExternalPurchaseRecordedV1 {
  @IsUUID('loose')
  purchaseId: string;

  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  /** The tenant of the partner that sold. */
  @IsUUID('loose')
  partnerId: string;

  @IsIn(offerKinds)
  offerKind: OfferKind;

  /** When it was bought, ISO 8601 in UTC. */
  @IsDateString()
  purchasedAt: string;

  /** Whether it renews what the customer had already; a renewal is not a new purchase. */
  @IsBoolean()
  renewal: boolean;

  /** The sending platform's name for the purchase. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  reference?: string;
}

export const externalPurchaseRecorded = defineEvent({
  name: 'external-purchase.recorded',
  version: 1,
  service: 'customers',
  payload: ExternalPurchaseRecordedV1,
});
