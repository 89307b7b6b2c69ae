import { createHash } from 'node:crypto';
import { type EventMessage } from '#lib/messaging';
import { only, without, type Change, type PartnerNews } from '../partner-news/news.js';

/** One line of a tenant's activity log: one change, as far as that tenant may know of it. */
export interface AuditRecord extends Change {
  /** Begins with the tenant, and goes on so that later changes sort first. The same event makes the same id. */
  id: string;
  tenantId: string;
  /** Source and id of the resource: its records tell its history. */
  history: string;
  /** Of the event, among those of its aggregate. */
  sequence: number;
  at: Date;
  /** Present in records with a customer, if it is known what it was called then. */
  customerName?: string;
  /** `<tenant id>/<user, application or command source>`; absent for what the platform did itself. */
  actor?: string;
  /** JSON; absent for what was not there before. */
  oldValue?: string;
  /** JSON */
  newValue: string;
  /** What tells of the change and not of the resource, as texts. */
  details: Record<string, string>;
  eventId: string;
  eventType: string;
  correlationId: string;
}

/** Milliseconds of the last moment that sorts, in the year 2286; ids count down to it. */
const LAST_MOMENT_MS = 9_999_999_999_999;

/** The beginning of the ids of a tenant's records of one moment. */
export function idPrefix(tenantId: string, at: Date): string {
  return `${tenantId}_${String(LAST_MOMENT_MS - at.getTime()).padStart(13, '0')}`;
}

/** What the records of one resource have in common: the service that owns it, as `/services/<service>`, and its id there. */
export function historyOf(source: string, resourceId: string): string {
  return `${source}/${resourceId}`;
}

/** The tenant of whoever acted, and who that is there: a user or application id, or the source of a command. */
export function partsOfActor({ actor = '' }: Pick<AuditRecord, 'actor'>): { tenantId: string; id: string } {
  const at = actor.indexOf('/');
  return { tenantId: actor.slice(0, Math.max(at, 0)), id: actor.slice(at + 1) };
}

/**
 * What an event is in a tenant's log.
 * @param before the latest record of the same resource that the tenant has
 */
export function auditRecordOf(
  { about, view, details = [], keeps = [] }: Pick<PartnerNews, 'about' | 'view' | 'details' | 'keeps'>,
  event: EventMessage,
  tenantId: string,
  { before, customerName }: { before?: Pick<AuditRecord, 'newValue'>; customerName?: string },
): AuditRecord {
  const change = about(event.data, tenantId);
  const seen = view ? view(event.data, tenantId) : event.data;
  const kept = before ? only(JSON.parse(before.newValue) as object, keeps) : {};
  const told = Object.entries(only(seen, details));
  return {
    id: `${idPrefix(tenantId, event.time)}_${shortHash(`${event.source} ${event.id}`)}`,
    tenantId,
    ...change,
    history: historyOf(event.source, change.resourceId),
    sequence: event.sequence,
    at: event.time,
    ...(change.customerId !== undefined && customerName !== undefined && { customerName }),
    ...(event.actor !== undefined && { actor: event.actor }),
    ...(before && { oldValue: before.newValue }),
    newValue: JSON.stringify({ ...kept, ...without(seen, details) }),
    details: Object.fromEntries(told.map(([name, value]) => [name, asText(value)])),
    eventId: event.id,
    eventType: event.type,
    correlationId: event.correlationId,
  };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
