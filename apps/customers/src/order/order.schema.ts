/** The fields of an order as they are stored: in its own document, and before that reserved in the customer's. */
export const orderFields = {
  id: String,
  customerId: String,
  partnerId: String,
  billingCycle: String,
  currencyCode: String,
  createdAt: Date,
  lineItems: [
    {
      _id: false,
      lineItemNumber: Number,
      offerId: String,
      subscriptionId: String,
      quantity: Number,
      friendlyName: String,
      partnerIdOnRecord: String,
      termDuration: String,
      provisioningContext: Object,
      renewsTo: String,
    },
  ],
};
