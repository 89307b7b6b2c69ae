import { normalText, textFault } from '#lib/contracts';
import { invalidArgument } from '../errors/partner-error.js';

/** Characters; no name, domain or id is longer. */
const MAX_VALUE = 500;

/** One condition of a filter, in folded spelling: `companyname`, `startswith`. */
export interface FieldFilter {
  field: string;
  operator: string;
  value: string;
}

/**
 * Reads the `filter` query of Partner Center: JSON with keys and operator names in any casing, `starts_with` as well as
 * `StartsWith`. Conditions that are joined by `and` come as a list.
 */
export function parseFilter(text: string): FieldFilter[] {
  return conditions(parse(text));
}

function conditions(filter: Record<string, unknown>): FieldFilter[] {
  const { field, operator, value, leftfilter, rightfilter } = filter;
  if (leftfilter !== undefined && rightfilter !== undefined) {
    if (typeof operator !== 'string' || fold(operator) !== 'and')
      throw invalidArgument('filter: conditions can only be joined by "and".');
    return [...conditions(foldedObject(leftfilter)), ...conditions(foldedObject(rightfilter))];
  }
  if (typeof field !== 'string' || typeof operator !== 'string' || typeof value !== 'string') {
    throw invalidArgument('filter: Field, Operator and Value are required, and must be strings.');
  }
  const text = normalText(value);
  const fault = text && textFault(text, { max: MAX_VALUE });
  if (fault) throw invalidArgument(`filter: Value ${fault}.`);
  return [{ field: fold(field), operator: fold(operator), value: text }];
}

function parse(text: string): Record<string, unknown> {
  try {
    return foldedObject(JSON.parse(text));
  } catch {
    throw invalidArgument(
      'filter must be JSON, such as {"Field":"CompanyName","Value":"Con","Operator":"starts_with"}.',
    );
  }
}

function foldedObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw invalidArgument('filter: a condition must be a JSON object.');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item as unknown]));
}

function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
