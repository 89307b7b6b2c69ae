/** The fields of a subscription as they are stored in its customer's document. */
export const subscriptionFields = {
  id: String,
  partnerId: String,
  orderId: String,
  offerId: String,
  friendlyName: String,
  quantity: Number,
  status: String,
  billingCycle: String,
  termDuration: String,
  partnerIdOnRecord: String,
  createdAt: Date,
  supporters: [String],
};
