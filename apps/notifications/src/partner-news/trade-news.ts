import { agreementAccepted } from '#contracts/agreements/agreement-accepted.v1';
import { agreementConfirmed } from '#contracts/agreements/agreement-confirmed.v1';
import { partnerAgreementSigned } from '#contracts/agreements/partner-agreement-signed.v1';
import { orderAmended } from '#contracts/customers/ordering/order-amended.v1';
import { orderPlaced } from '#contracts/customers/ordering/order-placed.v1';
import { subscriptionCancelled } from '#contracts/customers/ordering/subscription-cancelled.v1';
import { subscriptionSupported } from '#contracts/customers/ordering/subscription-supported.v1';
import { subscriptionUpdated } from '#contracts/customers/ordering/subscription-updated.v1';
import { type WebhookEventName } from '../webhook/webhook-event.js';
import { news, without, type Change, type PartnerNews, type WebhookNews } from './news.js';

interface Placed {
  orderId: string;
  customerId: string;
  partnerId: string;
}
type Subscribed = Placed & { subscriptionId: string };
interface Agreed {
  customerId: string;
  templateId: string;
}

const seller = ({ partnerId }: { partnerId: string }): string[] => [partnerId];

const order =
  (operation: string) =>
  ({ orderId, customerId }: Placed): Change => ({ operation, resource: 'order', resourceId: orderId, customerId });

const subscription = ({ subscriptionId, customerId }: Subscribed): Change => ({
  operation: 'update_subscription',
  resource: 'subscription',
  resourceId: subscriptionId,
  customerId,
});

const agreement = ({ customerId, templateId }: Agreed): Change => ({
  operation: 'create_agreement',
  resource: 'agreement',
  resourceId: `${customerId}/${templateId}`,
  customerId,
});

const orderHook = (event: WebhookEventName): WebhookNews<Placed> => ({
  event,
  resourceName: 'Order',
  path: ({ customerId, orderId }) => `/v1/customers/${customerId}/orders/${orderId}`,
});
const subscriptionHook: WebhookNews<Subscribed> = {
  event: 'subscription-updated',
  resourceName: 'Subscription',
  path: ({ customerId, subscriptionId }) => `/v1/customers/${customerId}/subscriptions/${subscriptionId}`,
};
const agreementHook: WebhookNews<Agreed> = {
  event: 'agreement-confirmed',
  resourceName: 'Agreement',
  path: ({ customerId }) => `/v1/customers/${customerId}/agreements`,
};

/** What partners learn of agreements, orders and subscriptions. */
export const tradeNews: readonly PartnerNews[] = [
  news(orderPlaced, { to: seller, about: order('create_order'), webhooks: [orderHook('order-created')] }),
  news(orderAmended, {
    to: seller,
    about: order('update_order'),
    keeps: ['orderedAt', 'lineItems'],
    webhooks: [orderHook('order-updated')],
  }),
  news(subscriptionUpdated, { to: seller, about: subscription, webhooks: [subscriptionHook] }),
  news(subscriptionSupported, {
    to: ({ partnerId, supportedBy }) => [partnerId, supportedBy],
    about: subscription,
    details: ['supportedBy'],
    webhooks: [subscriptionHook],
  }),
  news(subscriptionCancelled, { to: seller, about: subscription, webhooks: [subscriptionHook] }),
  // Every partner reads that the agreement is confirmed, and none by which of the others.
  news(agreementConfirmed, {
    to: seller,
    toPartnersOfCustomer: true,
    view: (data, reader) => (data.partnerId === reader ? data : without(data, ['partnerId'])),
    about: agreement,
    webhooks: [agreementHook],
  }),
  news(agreementAccepted, {
    to: () => [],
    toPartnersOfCustomer: true,
    about: agreement,
    webhooks: [agreementHook],
  }),
  news(partnerAgreementSigned, {
    to: seller,
    about: ({ partnerId }) => ({
      operation: 'sign_partner_agreement',
      resource: 'partner_agreement',
      resourceId: partnerId,
    }),
    webhooks: [{ event: 'partner-agreement-signed', resourceName: 'PartnerAgreement' }],
  }),
];
