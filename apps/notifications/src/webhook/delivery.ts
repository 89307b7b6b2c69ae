import { type EventMessage } from '#lib/messaging';
import { derivedId } from '#lib/service-kit';
import { type PartnerNews } from '../partner-news/news.js';
import { type AttemptResult } from './callback.client.js';
import { type Registration } from './registration.js';
import { type WebhookEventName } from './webhook-event.js';

/**
 * `pending`: will be sent. `delivered`: the partner's server took it. `failed`: it did not, after all attempts; it can be sent again
 * by hand. `dropped`: the partner is not registered for it any more.
 */
export const deliveryStatuses = ['pending', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One webhook event on its way to one partner. */
export interface Delivery {
  /** A GUID. The same cause has the same id, and each attempt is sent with it. */
  id: string;
  partnerId: string;
  event: WebhookEventName;
  /** Deliveries of one queue are sent one after the other, in the order of their positions: one resource's events. */
  queue: string;
  position: number;
  /** JSON, the same at each attempt. */
  body: string;
  correlationId: string;
  /** W3C trace context of its cause; older deliveries do not have it. */
  traceparent?: string;
  status: DeliveryStatus;
  /** Attempts that have ended since it was made, or sent again by hand. */
  attempts: number;
  createdAt: Date;
  /** Of a pending one: when it is due. While it is being sent, when another instance may take it over. */
  nextAttemptAt?: Date;
  endedAt?: Date;
  /** Of the last attempts, the latest at the end. */
  results: AttemptResult[];
}

/** What an attempt changes. */
export type DeliveryChange = Pick<Delivery, 'status' | 'attempts' | 'nextAttemptAt' | 'endedAt'>;

/** Attempts, as Partner Center has them, before a delivery waits for somebody to send it again. */
export const MAX_ATTEMPTS = 10;
const FIRST_DELAY_MS = 10_000;
const LONGEST_DELAY_MS = 4 * 60 * 60 * 1_000;
/** Room in a queue for several webhook events of one event of the platform. */
const EVENTS_AT_ONCE = 100;

/** What an event of the platform is to be told as to a partner that registered. */
export function deliveriesOf(
  { webhooks = [] }: Pick<PartnerNews, 'webhooks'>,
  event: EventMessage,
  registration: Registration,
  { auditId, publicUrl, now }: { auditId: string; publicUrl: string; now: Date },
): Delivery[] {
  // Whoever registers wants what comes, not what was.
  if (event.time < registration.since) return [];
  return webhooks
    .map((webhook, index) => ({ ...webhook, position: event.sequence * EVENTS_AT_ONCE + index }))
    .filter((webhook) => registration.webhookEvents.includes(webhook.event) && (webhook.if?.(event.data) ?? true))
    .map((webhook) =>
      delivery(registration.partnerId, webhook.event, now, {
        id: derivedId(registration.partnerId, event.source, event.id, webhook.event),
        queue: `${registration.partnerId} ${event.source}/${event.subject}`,
        position: webhook.position,
        correlationId: event.correlationId,
        ...(event.traceparent && { traceparent: event.traceparent }),
        body: bodyOf({
          EventName: webhook.event,
          ResourceUri: webhook.path ? `${publicUrl}${webhook.path(event.data)}` : null,
          ResourceName: webhook.resourceName,
          AuditUri: `${publicUrl}/auditactivity/v1/auditrecords/${auditId}`,
          ResourceChangeUtcDate: partnerCenterDate(event.time),
        }),
      }),
    );
}

/** The event by which a partner tries out its registration; its id is the correlation id of the report on it. */
export function testDelivery(partnerId: string, id: string, publicUrl: string, now: Date): Delivery {
  return delivery(partnerId, 'test-created', now, {
    id,
    queue: `${partnerId} test/${id}`,
    position: 1,
    correlationId: id,
    body: bodyOf({
      EventName: 'test-created',
      ResourceUri: `${publicUrl}/webhooks/v1/registration/validationEvents/${id}`,
      ResourceName: 'test',
      AuditUri: null,
      ResourceChangeUtcDate: partnerCenterDate(now),
    }),
  });
}

/** What becomes of a delivery after one more attempt. `random` is from 0 to 1. */
export function afterAttempt(
  { attempts: before }: Pick<Delivery, 'attempts'>,
  taken: boolean,
  { now, random }: { now: Date; random: number },
): DeliveryChange {
  const attempts = before + 1;
  if (taken) return { status: 'delivered', attempts, endedAt: now };
  if (attempts >= MAX_ATTEMPTS) return { status: 'failed', attempts, endedAt: now };
  return { status: 'pending', attempts, nextAttemptAt: new Date(now.getTime() + delayAfter(attempts, random)) };
}

/** Three times as long after each attempt, up to four hours: about eleven hours in all. Up to a tenth less, by chance. */
function delayAfter(attempts: number, random: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 3 ** (attempts - 1)) * (1 - random / 10);
}

interface Body {
  EventName: string;
  ResourceUri: string | null;
  ResourceName: string;
  AuditUri: string | null;
  ResourceChangeUtcDate: string;
}

/** The order of the fields is Partner Center's. */
function bodyOf(body: Body): string {
  return JSON.stringify(body);
}

function delivery(
  partnerId: string,
  event: WebhookEventName,
  now: Date,
  told: Pick<Delivery, 'id' | 'queue' | 'position' | 'correlationId' | 'traceparent' | 'body'>,
): Delivery {
  return { ...told, partnerId, event, status: 'pending', attempts: 0, createdAt: now, nextAttemptAt: now, results: [] };
}

/** With seven digits of a second and an offset, as .NET writes dates. */
function partnerCenterDate(date: Date): string {
  return date.toISOString().replace('Z', '0000+00:00');
}
