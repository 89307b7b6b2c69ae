const lineItem = {
  offerId: String,
  subscriptionId: String,
  quantity: Number,
  friendlyName: String,
  parentSubscriptionId: String,
  partnerIdOnRecord: String,
  termDuration: String,
  customTermEndDate: Date,
  promotionId: String,
  attestationAccepted: Boolean,
  provisioningContext: Object,
  renewsTo: String,
  renewalTermDuration: String,
};

/** The fields of an order as they are stored: in its own document, and before that reserved in the customer's. */
export const orderFields = {
  id: String,
  customerId: String,
  partnerId: String,
  billingCycle: String,
  currencyCode: String,
  partnerOnRecordAttestationAccepted: Boolean,
  createdAt: Date,
  amendments: Number,
  cancelledAt: Date,
  lineItems: [{ _id: false, lineItemNumber: Number, ...lineItem }],
};

/** The same of an amendment, which is reserved in the customer's document alone. */
export const amendmentFields = {
  id: String,
  orderId: String,
  customerId: String,
  partnerId: String,
  lineItems: [{ _id: false, ...lineItem }],
  renewalTerms: [{ _id: false, subscriptionId: String, termDuration: String }],
  cancels: Boolean,
  createdAt: Date,
};
