import { registerDecorator } from 'class-validator';

const iso = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})?)?$/i;
/** As .NET writes dates into URLs: the invariant culture's month, day and year. */
const invariant = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{2}:\d{2}(?::\d{2})?)(?: ([+-]\d{2}:\d{2}))?)?$/;
/** As Java's SDK 1.15 writes them into URLs: where the day of the month belongs it has that of the year. */
const ordinal = /^(\d{4})-(\d{2})-(\d{2,3})$/;

/**
 * Reads every date form that Partner Center's SDKs send: date only, without a zone (read as UTC), with up to seven
 * digits of a second (cut to milliseconds), with `Z` or an offset; `11/26/2026 00:00:00`; and `2026-11-330`, whose days
 * are counted from the beginning of the year. Answers undefined for anything else.
 */
export function parsePartnerDate(text: string): Date | undefined {
  return momentOf(partsOf(text)) ?? dayOfYear(text);
}

/** Whether a date comes without a time, so that when it begins depends on where that is. */
export function isWholeDay(text: string): boolean {
  return parsePartnerDate(text) !== undefined && !text.includes(':');
}

interface Parts {
  day: string;
  time?: string;
  fraction?: string;
  zone?: string;
}

function partsOf(text: string): Parts | undefined {
  const [, day, time, fraction, zone] = iso.exec(text) ?? [];
  if (day) return { day, time, fraction, zone };
  const [, month = '', dayOfMonth = '', year, ...rest] = invariant.exec(text) ?? [];
  return year
    ? { day: [year, month.padStart(2, '0'), dayOfMonth.padStart(2, '0')].join('-'), time: rest[0], zone: rest[1] }
    : undefined;
}

function momentOf(parts: Parts | undefined): Date | undefined {
  if (!parts) return undefined;
  const { day, time = '00:00:00', fraction = '', zone = 'Z' } = parts;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const date = new Date(`${day}T${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) || !isRealDay(day) ? undefined : date;
}

/** The month has to be the day's: so a 30 February stays none. */
function dayOfYear(text: string): Date | undefined {
  const [, year, month, day] = ordinal.exec(text) ?? [];
  if (!year) return undefined;
  const date = new Date(Date.UTC(Number(year), 0, Number(day)));
  return date.toISOString().startsWith(`${year}-${String(month)}-`) ? date : undefined;
}

/** Validates a text that `parsePartnerDate` reads. */
export function IsPartnerDate(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isPartnerDate',
      target: target.constructor,
      propertyName: String(property),
      options: {
        message: '$property must be an ISO 8601 date or time, such as 2026-03-01 or 2026-03-01T08:00:00Z',
        context: { schema: { maxLength: 50 } },
      },
      validator: { validate: (value: unknown) => typeof value === 'string' && parsePartnerDate(value) !== undefined },
    });
}

/** `new Date` reads 30 February as 2 March. */
function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
