/**
 * What partners can register for. Those that Partner Center has are called as there
 * (https://learn.microsoft.com/partner-center/developer/partner-center-webhook-events); the others are this platform's own.
 */
export const webhookEventNames = [
  // Partner Center's.
  'test-created',
  'reseller-relationship-accepted-by-customer',
  'indirect-reseller-relationship-accepted-by-customer',
  'dap-admin-relationship-approved',
  'dap-admin-relationship-terminated',
  'subscription-updated',
  // Ours.
  'customer-created',
  'customer-updated',
  'customer-qualification-updated',
  'customer-validation-status-updated',
  'customer-deleted',
  'reseller-relationship-removed',
  'relationship-request-declined',
  'order-created',
  'order-updated',
  'agreement-confirmed',
  'partner-agreement-signed',
  'partner-relationship-created',
  'partner-relationship-removed',
  'partner-admin-access-granted',
  'partner-admin-access-removed',
] as const;
export type WebhookEventName = (typeof webhookEventNames)[number];
