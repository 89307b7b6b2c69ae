import { type EventContract } from '#lib/contracts';
import { type WebhookEventName } from '../webhook/webhook-event.js';

/** What an event changed, in the words of Partner Center's audit records where it has one. */
export interface Change {
  /** `operationType`, such as `add_customer`. */
  operation: string;
  /** `resourceType`, such as `customer`. */
  resource: string;
  /** Of the resource among those of its type. */
  resourceId: string;
  /** The customer in whose context it changed. */
  customerId?: string;
}

/** A webhook event that partners who registered for it get. */
export interface WebhookNews<Payload extends object = object> {
  event: WebhookEventName;
  /** `ResourceName`, such as `Customer`. */
  resourceName: string;
  /** Path of the resource in the public API, such as `/v1/customers/{id}`; absent if it has none. */
  path?(data: Payload): string;
  /** Whether this event is one of these; absent: always. */
  if?(data: Payload): boolean;
}

/** What an event tells partners. */
interface Told<Payload extends object> {
  /** Tenants whom it concerns. That one of them is no partner yet does no harm: rows wait until it is. */
  to(data: Payload): (string | undefined)[];
  /** Whether it concerns every partner of its customer besides. */
  toPartnersOfCustomer?: true;
  about(data: Payload, tenantId: string): Change;
  /** What one of the tenants may know: the payload, unless it holds what is another partner's. */
  view?(data: Payload, tenantId: string): object;
  /** Its customer is one only by the word of the partner's platform: what others call it is not told. */
  isHearsay?: true;
  /** Fields that tell of the change and not of the resource; they go into `customizedData`. */
  details?: readonly string[];
  /** Fields of the resource that only some events carry: others leave them as they were. */
  keeps?: readonly string[];
  webhooks?: readonly WebhookNews<Payload>[];
}

/** One event, and what it tells partners. */
export interface PartnerNews extends Told<object> {
  contract: EventContract;
}

export function news<Payload extends object>(
  contract: EventContract<Payload>,
  told: Told<NoInfer<Payload>>,
): PartnerNews {
  return { contract, ...told };
}

/** Those of an object's fields that `fields` does not name. */
export function without(data: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(data).filter(([field]) => !fields.includes(field)));
}

/** Those of an object's fields that `fields` names. */
export function only(data: object, fields: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([field]) => fields.includes(field)));
}
