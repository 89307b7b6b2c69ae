import { type ExternalPurchaseRecordedV1 } from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { type OrderV1 } from '#contracts/customers/ordering/order.v1';

/** One purchase of a customer, through whichever partner: an order here, or one that another platform told of. */
export interface Purchase {
  customerId: string;
  partnerId: string;
  orderedAt: Date;
  /** False for an order that does nothing but renew: renewals are no new purchases. */
  original: boolean;
}

/** Whether somebody has sold the customer anything. Who did does not matter, renewals do not count. */
export function hasBought(purchases: readonly Pick<Purchase, 'original'>[]): boolean {
  return purchases.some(({ original }) => original);
}

/** An order, as its event and its state tell of it. */
export function purchaseOf({ customerId, partnerId, orderedAt, lineItems }: OrderV1): Purchase {
  const original = lineItems.some(({ renewsTo }) => renewsTo === undefined);
  return { customerId, partnerId, orderedAt: new Date(orderedAt), original };
}

/** What was bought on other platforms counts the same. */
export function purchasedElsewhere(purchase: ExternalPurchaseRecordedV1): Purchase {
  const { customerId, partnerId, purchasedAt, renewal } = purchase;
  return { customerId, partnerId, orderedAt: new Date(purchasedAt), original: !renewal };
}
