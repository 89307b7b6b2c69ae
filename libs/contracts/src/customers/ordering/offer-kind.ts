/** What a customer can buy through another portal: everything that counts as a purchase there. */
export const offerKinds = ['software', 'subscription', 'reservedInstance', 'azurePlan'] as const;
export type OfferKind = (typeof offerKinds)[number];
