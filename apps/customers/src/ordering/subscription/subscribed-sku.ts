import { type SubscribedSku } from '#contracts/internal/customers';
import { isUsable, type Subscription } from '../../account/subscription/subscription.js';

/**
 * The products of all subscriptions together, whichever partner ordered them: who assigns licences acts for the customer, and
 * is not told who sold them. Offers are the same in any casing.
 */
export function subscribedSkus(subscriptions: Subscription[]): SubscribedSku[] {
  const skus = new Map<string, SubscribedSku>();
  for (const { offerId, quantity, status } of subscriptions.filter(isUsable)) {
    const key = offerId.toLowerCase();
    const sku = skus.get(key) ?? { skuId: offerId, activeUnits: 0, suspendedUnits: 0 };
    const units = status === 'active' ? 'activeUnits' : 'suspendedUnits';
    skus.set(key, { ...sku, [units]: sku[units] + quantity });
  }
  return [...skus.values()];
}
