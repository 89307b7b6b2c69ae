import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Accepted, type Rejected } from '#lib/decision';
import {
  externalPurchaseRecorded,
  type ExternalPurchaseRecordedV1,
} from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { type OfferKind } from '#contracts/customers/ordering/offer-kind';

/** What a customer has bought through a partner on another platform. It is never taken back. */
export interface ExternalPurchase {
  id: string;
  customerId: string;
  partnerId: string;
  offerKind: OfferKind;
  purchasedAt: Date;
  /** A renewal is no new purchase. */
  renewal: boolean;
  /** What the other platform calls it. */
  reference?: string;
}

/** A date without a time can be tomorrow's here. */
const AHEAD_MS = 24 * 60 * 60 * 1_000;

/** Why this cannot be a purchase; undefined if it can. */
export function purchaseFault({ purchasedAt }: Pick<ExternalPurchase, 'purchasedAt'>, now: Date): Rejected | undefined {
  if (Number.isNaN(purchasedAt.getTime())) {
    return reject(faults.invalidArgument, 'purchasedAt must be a time such as 2026-03-01T08:00:00Z.');
  }
  if (purchasedAt.getTime() <= now.getTime() + AHEAD_MS) return undefined;
  return reject(
    faults.invalidArgument,
    `purchasedAt must not be in the future: it was read as ${purchasedAt.toISOString()}, and it is now ${now.toISOString()}. ` +
      'A time without a zone is UTC.',
  );
}

export function recordPurchase(purchase: ExternalPurchase): Accepted<ExternalPurchase, DomainEvent> {
  return happened(purchase, event(externalPurchaseRecorded, publicState(purchase)));
}

/** What everybody may know of a purchase. */
export function publicState({ id: purchaseId, purchasedAt, ...told }: ExternalPurchase): ExternalPurchaseRecordedV1 {
  return { purchaseId, ...told, purchasedAt: purchasedAt.toISOString() };
}
