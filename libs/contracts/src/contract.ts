import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import './validation/known-rules.js';
import { readQuickly } from './validation/quick-read.js';
import { readOrRefuse } from './validation/unreadable.js';
import { validationFaults } from './validation/validation-faults.js';

/** The services that publish events and take commands. */
export const serviceNames = [
  'identity',
  'enrollment',
  'relationships',
  'customers',
  'agreements',
  'notifications',
] as const;

export type ServiceName = (typeof serviceNames)[number];

/** A kind of message: its name, its version, and the class that describes and validates its payload. */
interface MessageContract<Payload extends object> {
  name: string;
  version: number;
  service: ServiceName;
  /** The CloudEvents type: `io.twotier.<name>.v<version>`. */
  type: string;
  payload: new () => Payload;
}

/**
 * A published event, named `<aggregate>.<past tense>`, such as `customer.created`. Its topic is that of the service that
 * owns it, `<prefix>.<service>.events`.
 */
export interface EventContract<Payload extends object = object> extends MessageContract<Payload> {
  kind: 'event';
}

/**
 * A command that other platforms publish, named `<aggregate>.<imperative>`, such as `customer.record-purchase`. Its topic is
 * that of the service that takes it, `<prefix>.<service>.commands`.
 */
export interface CommandContract<Payload extends object = object> extends MessageContract<Payload> {
  kind: 'command';
}

/**
 * What is so now, named `<what>.state`, such as `customer.state`. Its topic is that of the service that owns it,
 * `<prefix>.<service>.state`, which keeps the last one of each key; a message without a value says that there is none any more.
 */
export interface StateContract<Payload extends object = object> extends MessageContract<Payload> {
  kind: 'state';
  /** The field of the payload that is the key, such as `customerId`. */
  key: string;
}

/** An event that an aggregate decided on. */
export interface DomainEvent<Payload extends object = object> {
  contract: EventContract<Payload>;
  data: Payload;
}

/** A payload that its contract does not allow. The message lists every fault, and never the values. */
export class InvalidPayloadError extends Error {
  override readonly name = 'InvalidPayloadError';
}

export function defineEvent<Payload extends object>(
  contract: Omit<EventContract<Payload>, 'type' | 'kind'>,
): EventContract<Payload> {
  return { ...contract, kind: 'event', type: typeOf(contract) };
}

export function defineCommand<Payload extends object>(
  contract: Omit<CommandContract<Payload>, 'type' | 'kind'>,
): CommandContract<Payload> {
  return { ...contract, kind: 'command', type: typeOf(contract) };
}

export function defineState<Payload extends object>(
  contract: Omit<StateContract<Payload>, 'type' | 'kind'> & { key: keyof Payload & string },
): StateContract<Payload> {
  return { ...contract, kind: 'state', type: typeOf(contract) };
}

export function event<Payload extends object>(contract: EventContract<Payload>, data: Payload): DomainEvent<Payload> {
  return { contract, data };
}

/**
 * Where the gateway publishes the JSON Schema of the messages of a type.
 * @param publicUrl where the gateway is reached
 * @param type the CloudEvents type
 */
export function schemaUri(publicUrl: string, type: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/schemas/${type}.json`;
}

/** Reads a payload as its contract describes it. Unknown fields are kept out: a newer producer may add some. */
export function parsePayload<Payload extends object>(
  contract: EventContract<Payload> | CommandContract<Payload> | StateContract<Payload>,
  json: unknown,
): Payload {
  return readAs(contract.payload, contract.type, json);
}

/**
 * Reads JSON into the class that describes it, without the fields that it does not know.
 * @param name what the JSON is, for the message of the InvalidPayloadError that it throws
 */
export function readAs<Described extends object>(
  description: new () => Described,
  name: string,
  json: unknown,
): Described {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidPayloadError(`${name} expects a JSON object.`);
  }
  return readQuickly(description, json) ?? readThoroughly(description, name, json);
}

function readThoroughly<Described extends object>(
  description: new () => Described,
  name: string,
  json: object,
): Described {
  const value = readOrRefuse(
    () => plainToInstance(description, json, { exposeUnsetFields: false }),
    (reason) => new InvalidPayloadError(`${name} ${reason}`),
  );
  const found = validateSync(value, { whitelist: true, forbidUnknownValues: true });
  if (found.length > 0) throw new InvalidPayloadError(`${name}: ${validationFaults(found).join(' ')}`);
  return value;
}

function typeOf({ name, version }: { name: string; version: number }): string {
  return `io.twotier.${name}.v${version}`;
}
