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
