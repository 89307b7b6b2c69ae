/** A partner's order for one of its customers. */
export interface Order {
  id: string;
  customerId: string;
  partnerId: string;
  billingCycle: string;
  currencyCode?: string;
  /** Whether the reseller on record has attested, as far as the partner says. */
  partnerOnRecordAttestationAccepted?: boolean;
  lineItems: OrderLineItem[];
  createdAt: Date;
  /** Amendments that it has had; absent: none. */
  amendments?: number;
  /** In a sandbox; absent: it is not. */
  cancelledAt?: Date;
}

export interface OrderLineItem {
  lineItemNumber: number;
  offerId: string;
  subscriptionId: string;
  quantity: number;
  friendlyName?: string;
  /** Of an add-on: the subscription that it belongs to. */
  parentSubscriptionId?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** Where the first term ends at another time than it lasts. */
  customTermEndDate?: Date;
  promotionId?: string;
  /** Whether the customer has attested that it may buy the product, as far as the partner says. */
  attestationAccepted?: boolean;
  /** What the product needs to be provisioned, by name. */
  provisioningContext?: Record<string, string>;
  /** The subscription that this line renews. */
  renewsTo?: string;
  /** The term after the renewal, where it is to be another one. */
  renewalTermDuration?: string;
}

/** A change of an order that the customer's document has accepted. */
export interface OrderAmendment {
  id: string;
  orderId: string;
  customerId: string;
  partnerId: string;
  /** Add-ons, each with a subscription of its own; numbers follow once they are added. */
  lineItems: Omit<OrderLineItem, 'lineItemNumber'>[];
  /** Terms that subscriptions of the order are to have after their renewal. */
  renewalTerms: { subscriptionId: string; termDuration: string }[];
  /** In a sandbox the whole order can be cancelled. */
  cancels?: boolean;
  createdAt: Date;
}
