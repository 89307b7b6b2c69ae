import { type Databases } from '../../support/platform/databases.js';
import { type Ordered } from '../../support/scenes/ordered.js';

/** Gives another partner a relationship too, as the customer's acceptance does; what was sold stays its seller's. */
export async function shareWith(
  databases: Databases,
  { customerId, subscription }: Ordered,
  sellerId: string,
  partnerId: string,
): Promise<void> {
  const since = new Date();
  const relationships = [
    { partnerId: sellerId, since, associatedPartnerIds: [], subscriptions: [subscription] },
    { partnerId, since, associatedPartnerIds: [], subscriptions: [] },
  ];
  await databases.change('customers', 'customers', { _id: customerId }, { 'state.relationships': relationships });
}
