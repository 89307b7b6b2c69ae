import { type WebhookEventName } from './webhook-event.js';

/** Where a partner wants to be told of what. A partner has one at most. */
export interface Registration {
  partnerId: string;
  /** A GUID, new whenever the partner registers again. */
  subscriberId: string;
  webhookUrl: string;
  webhookEvents: WebhookEventName[];
  /** Whether the signature goes into `x-ms-signature` instead of `Authorization`. */
  signatureTokenToMsSignatureHeader: boolean;
  /** What happened before is not delivered. */
  since: Date;
  changedAt: Date;
}
