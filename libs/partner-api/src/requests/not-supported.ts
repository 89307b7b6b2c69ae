import { Allow } from 'class-validator';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { parsePartnerDate } from './dates.js';
import { ALWAYS_SENT, isUnsetDate, nestedOf, type Class } from './fields.js';
import { accepted } from '../errors/partner-error.js';

const NOT_SUPPORTED = Symbol('partner-api:not-supported');
const ANSWERED = Symbol('partner-api:answered');

/** What a client's model holds before anybody sets it: .NET's empty GUID, the first words of enumerations, and a switch in a query. */
const UNSET = /^$|^[0-]{36}$|^(none|unknown|false)$/i;

/**
 * Refuses by name what Partner Center documents of a request and this platform does not act on: properties of a body, or
 * parameters of a query. Each name comes with why, or what to do instead: `promotionId is not supported: <why>.` A value
 * that says nothing is no intent, and not refused. Every documented property is either declared as a field, or named here
 * or by `@AsAnswered`.
 */
export function NotSupported(reasons: Record<string, string>): ClassDecorator {
  return (dto) => Reflect.defineMetadata(NOT_SUPPORTED, { ...reasonsOf(dto as unknown as Class), ...reasons }, dto);
}

/**
 * Properties that the platform answers and no client sets, such as `creationDate`. Clients that change a resource send back
 * all that they read, so these are taken as they were answered; `assertAsAnswered` refuses other values.
 */
export function AsAnswered(...names: string[]): ClassDecorator {
  return (dto) => {
    const prototype = dto.prototype as object;
    for (const name of names) Allow()(prototype, name);
    Reflect.defineMetadata(ANSWERED, [...answeredOf(dto as unknown as Class), ...names], dto);
  };
}

/** One sentence for each property that is refused, at any depth. */
export function refusalsOf(dto: Class, value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => refusalsOf(dto, item, `${path}${index}.`));
  if (typeof value !== 'object' || value === null) return [];
  const reasons = foldedNames(reasonsOf(dto));
  const nested = foldedNames(nestedOf(dto));
  return Object.entries(value).flatMap(([key, item]) => {
    const refused = reasons.get(key.toLowerCase());
    if (refused) return saysNothing(item) ? [] : [`${path}${refused.name} is not supported: ${refused.value}.`];
    const inner = nested.get(key.toLowerCase());
    return inner ? refusalsOf(inner.value(), item, `${path}${inner.name}.`) : [];
  });
}

/** Refuses, where the request is read, what `asAnsweredFault` finds. */
export function assertAsAnswered(...asAnswered: Parameters<typeof asAnsweredFault>): void {
  accepted(asAnsweredFault(...asAnswered));
}

/**
 * Refuses a request that gives another value to what is only answered, see `AsAnswered`; or to the properties that are named.
 * A list holds the forms in which the resource is answered: a value of any of them is taken.
 */
export function asAnsweredFault(
  request: object,
  answered: object | object[],
  path = '',
  names = answeredOf(request.constructor as Class),
): Rejected | undefined {
  const given = new Map(Object.entries(request));
  const forms = [answered].flat().map((form) => new Map<string, unknown>(Object.entries(form)));
  const changed = names.find((name) => !forms.some((told) => isAsAnswered(given.get(name), told.get(name))));
  if (changed === undefined) return undefined;
  const description = `${path}${changed} cannot be changed here. Leave it out, or send it as it was answered.`;
  return reject(faults.invalidArgument, description);
}

/** Whether a value is what a client's model holds before anybody sets it, alone or in every property. */
export function saysNothing(value: unknown): boolean {
  if (typeof value === 'string') return UNSET.test(value) || isUnsetDate(value);
  if (typeof value !== 'object' || value === null) return !value;
  return Object.entries(value).every(([key, item]) => ALWAYS_SENT.includes(key.toLowerCase()) || saysNothing(item));
}

/** Dates are compared as moments, and words without regard to how an SDK writes enumerations. */
function isAsAnswered(given: unknown, told: unknown): boolean {
  if (saysNothing(given)) return true;
  if (typeof given === 'object' && given !== null) {
    if (typeof told !== 'object' || told === null) return false;
    if (Array.isArray(given) && given.length !== (told as unknown[]).length) return false;
    const known = foldedNames(told as Record<string, unknown>);
    return Object.entries(given).every(
      ([key, item]) =>
        ALWAYS_SENT.includes(key.toLowerCase()) || isAsAnswered(item, known.get(key.toLowerCase())?.value),
    );
  }
  return comparable(given) === comparable(told);
}

function comparable(value: unknown): string {
  const text = String(value);
  return parsePartnerDate(text)?.toISOString() ?? text.replaceAll('_', '').toLowerCase();
}

function foldedNames<Value>(named: Record<string, Value>): Map<string, { name: string; value: Value }> {
  return new Map(Object.entries(named).map(([name, value]) => [name.toLowerCase(), { name, value }]));
}

function reasonsOf(dto: Class): Record<string, string> {
  return (Reflect.getMetadata(NOT_SUPPORTED, dto) ?? {}) as Record<string, string>;
}

function answeredOf(dto: Class): string[] {
  return (Reflect.getMetadata(ANSWERED, dto) ?? []) as string[];
}
