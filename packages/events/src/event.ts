import { type EventPayloads } from './generated/payloads.ts';
import { InvalidMessageError, jsonValue, textHeaders, type KafkaMessage } from './kafka-message.ts';
import { isEventType, validated, type EventType } from './validation.ts';

/** An event of one type. */
export interface EventOf<Type extends EventType> {
  /** The same however often the event is delivered. */
  id: string;
  type: Type;
  /** The service that published it, such as `/services/customers`. */
  source: string;
  /** The aggregate's id, also the key of the message. */
  subject: string;
  /** Counts the events of the aggregate, from 1. */
  sequence: number;
  time: Date;
  data: EventPayloads[Type];
  /** `MS-CorrelationId` of the request that began it all. */
  correlationId?: string;
  /** Id of the event or command that caused it. */
  causationId?: string;
  /** Who acted: tenant id / user id, or partner tenant / source of the command. */
  actor?: string;
  /** Where the payload's JSON Schema is. */
  dataSchema?: string;
  /** W3C trace context. */
  traceparent?: string;
}

/** Any event of the platform. `type` tells them apart. */
export type PlatformEvent = { [Type in EventType]: EventOf<Type> }[EventType];

/**
 * Reads an event, and checks its payload.
 * @returns undefined for a type that this version of the package does not know: a newer platform may publish some
 * @throws InvalidMessageError for what is no event of the platform
 */
export function readEvent(message: KafkaMessage): PlatformEvent | undefined {
  const headers = textHeaders(message.headers);
  const { ce_id: id, ce_type: type, ce_source: source, ce_subject: subject } = headers;
  if (!id || !type || !source || !subject) {
    throw new InvalidMessageError('The headers ce_id, ce_type, ce_source and ce_subject are required.');
  }
  if (!isEventType(type)) return undefined;
  const sequence = Number(headers['ce_sequence']);
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new InvalidMessageError('The header ce_sequence must be a whole number from 1.');
  }
  const time = new Date(headers['ce_time'] ?? '');
  if (Number.isNaN(time.getTime())) throw new InvalidMessageError('The header ce_time must be an ISO 8601 time.');
  const event = {
    id,
    type,
    source,
    subject,
    sequence,
    time,
    data: validated(type, jsonValue(message.value)),
    correlationId: headers['ce_correlationid'],
    causationId: headers['ce_causationid'],
    actor: headers['ce_actor'],
    dataSchema: headers['ce_dataschema'],
    traceparent: headers['traceparent'],
  };
  return event as PlatformEvent;
}
