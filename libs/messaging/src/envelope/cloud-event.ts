import { isUtf8 } from 'node:buffer';
import { type IHeaders } from 'kafkajs';
import { schemaUri } from '#lib/contracts';
import { type MessagingOptions } from '../messaging-options.js';
import { type StoredEvent } from './stored-event.js';

/** An event as a handler receives it. */
export interface EventMessage<Payload extends object = object> {
  id: string;
  type: string;
  /** `/services/<service>` */
  source: string;
  /** The aggregate's id. */
  subject: string;
  /** Counts the events of the aggregate, from 1. */
  sequence: number;
  time: Date;
  data: Payload;
  correlationId: string;
  actor?: string;
  traceparent?: string;
}

/** A message that is no CloudEvent of ours. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

export interface KafkaRecord {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** CloudEvents 1.0, Kafka binding in binary mode: attributes as `ce_*` headers, JSON as the value. */
export function toKafkaRecord(
  { service, publicUrl }: Pick<MessagingOptions, 'service' | 'publicUrl'>,
  subject: string,
  event: StoredEvent,
): KafkaRecord {
  return {
    key: subject,
    value: JSON.stringify(event.data),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ce_id: event.id,
      ce_time: event.time.toISOString(),
      ce_type: event.type,
      ce_source: `/services/${service}`,
      ce_specversion: '1.0',
      ce_dataschema: schemaUri(publicUrl, event.type),
      ce_subject: subject,
      ce_sequence: String(event.sequence),
      ce_partitionkey: subject,
      ce_correlationid: event.correlationId,
      ...(event.causationId && { ce_causationid: event.causationId }),
      ...(event.actor && { ce_actor: event.actor }),
      ...(event.traceparent && { ce_traceparent: event.traceparent, traceparent: event.traceparent }),
    },
  };
}

/** Reads the envelope; the payload stays plain JSON until its contract has been found. */
export function fromKafkaRecord(headers: IHeaders | undefined, value: Buffer | null): EventMessage {
  const text = decodeHeaders(headers);
  const { ce_id: id, ce_type: type, ce_source: source, ce_subject: subject } = text;
  const sequence = Number(text['ce_sequence']);
  const time = new Date(text['ce_time'] ?? '');
  if (!id || !type || !source || !subject) {
    throw new MalformedEventError('The headers ce_id, ce_type, ce_source and ce_subject are required.');
  }
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new MalformedEventError('The header ce_sequence must be a whole number from 1.');
  }
  if (Number.isNaN(time.getTime())) throw new MalformedEventError('The header ce_time must be an ISO 8601 time.');
  return {
    id,
    type,
    source,
    subject,
    sequence,
    time,
    data: parseJson(value),
    correlationId: text['ce_correlationid'] ?? id,
    actor: text['ce_actor'],
    traceparent: text['traceparent'],
  };
}

/** The type alone, without reading anything else: most messages of a topic may be of no interest to a group. */
export function eventType(headers: IHeaders | undefined): string | undefined {
  return headers?.['ce_type']?.toString();
}

export function decodeHeaders(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) texts[name] = value.toString();
  return texts;
}

export function parseJson(value: Buffer | null): object {
  const bytes = value ?? Buffer.alloc(0);
  if (!isUtf8(bytes)) throw new MalformedEventError('The value is not UTF-8.');
  try {
    return JSON.parse(bytes.toString('utf8')) as object;
  } catch {
    throw new MalformedEventError('The value is not JSON.');
  }
}
