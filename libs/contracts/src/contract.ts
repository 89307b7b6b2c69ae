import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** The services that publish events. */
export type ServiceName = 'identity' | 'enrollment' | 'relationships' | 'customers' | 'agreements' | 'notifications';

/** A published event: its name, its version, and the class that describes and validates its payload. */
export interface EventContract<Payload extends object = object> {
  /** `<aggregate>.<past tense>`, such as `customer.created`. */
  name: string;
  version: number;
  /** The service that owns the event; its topic is `<prefix>.<service>.events`. */
  service: ServiceName;
  /** The CloudEvents type, such as `io.twotier.customer.created.v1`. */
  type: string;
  payload: new () => Payload;
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
  contract: Omit<EventContract<Payload>, 'type'>,
): EventContract<Payload> {
  return { ...contract, type: `io.twotier.${contract.name}.v${contract.version}` };
}

export function event<Payload extends object>(contract: EventContract<Payload>, data: Payload): DomainEvent<Payload> {
  return { contract, data };
}

/** Reads a payload as its contract describes it. Unknown fields are kept out: a newer producer may add some. */
export function parsePayload<Payload extends object>(contract: EventContract<Payload>, json: unknown): Payload {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidPayloadError(`${contract.type} expects a JSON object.`);
  }
  const payload = plainToInstance(contract.payload, json);
  const faults = validateSync(payload, { whitelist: true, forbidUnknownValues: true });
  if (faults.length > 0) throw new InvalidPayloadError(`${contract.type}: ${describe(faults).join('; ')}`);
  return payload;
}

function describe(faults: ValidationError[], path = ''): string[] {
  return faults.flatMap((fault) => {
    const here = path ? `${path}.${fault.property}` : fault.property;
    const own = Object.values(fault.constraints ?? {}).map((text) => `${here}: ${text}`);
    return [...own, ...describe(fault.children ?? [], here)];
  });
}
