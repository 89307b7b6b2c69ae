import { default as addFormats } from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { definitions, messages } from './generated/schemas.ts';
import { type CommandPayloads, type EventPayloads, type StatePayloads } from './generated/payloads.ts';
import { InvalidMessageError } from './kafka-message.ts';

/** The `ce_type` of an event that this version of the package knows. */
export type EventType = keyof EventPayloads;
/** The `ce_type` of a state that this version of the package knows. */
export type StateType = keyof StatePayloads;
/** The `ce_type` of a command that this version of the package knows. */
export type CommandType = keyof CommandPayloads;

const ajv = new Ajv2020({ allErrors: true, useDefaults: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'messages', $defs: definitions });

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(messages, type) && messages[type as EventType].kind === 'event';
}

export function isStateType(type: string): type is StateType {
  return Object.hasOwn(messages, type) && messages[type as StateType].kind === 'state';
}

/** The row of a copy that an event tells of: the key of the state that it changes. */
export function rowOf({ type, subject, data }: { type: EventType; subject: string; data: object }): string {
  const { row } = messages[type] as { row?: string };
  return (row !== undefined && (data as Record<string, string | undefined>)[row]) || subject;
}

/** The topic of a message, such as `twotier.customers.events`. */
export function topicOf(type: EventType | StateType | CommandType, prefix = 'twotier'): string {
  return `${prefix}.${messages[type].topic}`;
}

/**
 * Checks a payload against the schema of its message, and fills in the defaults of fields that earlier messages did not have yet.
 * @throws InvalidMessageError with everything that is wrong
 */
export function validated<Type extends EventType | StateType | CommandType>(
  type: Type,
  data: unknown,
): (EventPayloads & StatePayloads & CommandPayloads)[Type] {
  const validate = ajv.getSchema(`messages#/$defs/${messages[type].payload}`) as ValidateFunction;
  if (!validate(data)) throw new InvalidMessageError(`${type}: ${(validate.errors ?? []).map(faultOf).join(' ')}`);
  return data as (EventPayloads & StatePayloads & CommandPayloads)[Type];
}

function faultOf({ instancePath, message = 'is wrong', keyword, params }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.') || 'The payload';
  const allowed = keyword === 'enum' ? `: ${(params['allowedValues'] as unknown[]).join(', ')}` : '';
  return `${path} ${message}${allowed}.`;
}
