import { registerDecorator } from 'class-validator';

const form = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?)?$/i;

/**
 * Reads every date form that Partner Center's SDKs send: date only, without a zone (read as UTC), with up to seven
 * digits of a second (cut to milliseconds), with `Z` or an offset. Answers undefined for anything else.
 */
export function parsePartnerDate(text: string): Date | undefined {
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = form.exec(text) ?? [];
  if (!day) return undefined;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const date = new Date(`${day}T${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) || !isRealDay(day) ? undefined : date;
}

/** Whether a date comes without a time, so that when it begins depends on where that is. */
export function isWholeDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Validates a text that `parsePartnerDate` reads. */
export function IsPartnerDate(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isPartnerDate',
      target: target.constructor,
      propertyName: String(property),
      options: { message: '$property must be an ISO 8601 date or time, such as 2026-03-01 or 2026-03-01T08:00:00Z' },
      validator: { validate: (value: unknown) => typeof value === 'string' && parsePartnerDate(value) !== undefined },
    });
}

/** `new Date` reads 30 February as 2 March. */
function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
