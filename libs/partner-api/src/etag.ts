import { hash } from 'node:crypto';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';

/** Changes whenever the resource does, not with the order of its fields. A signed 64-bit number as text, as Partner Center writes it. */
export function etagOf(resource: object): string {
  return hash('sha256', JSON.stringify(sorted(resource)), 'buffer')
    .readBigInt64BE()
    .toString();
}

/**
 * Refuses a change of a resource that is not what the client read. Clients send the etag as `If-Match` or, as the SDKs
 * do, in the body's attributes; who sends none overwrites.
 */
export function etagFault(current: string, ...given: (string | undefined)[]): Rejected | undefined {
  const stale = given.some((etag) => etag && etag !== '*' && etag.replace(/^W\//, '').replaceAll('"', '') !== current);
  return stale
    ? reject(faults.etagNotValid, 'Etag is no longer valid. Get the resource again, then change it.')
    : undefined;
}

/** The same with the fields of each object in one order; `JSON.stringify` takes several times as long if it has to ask for that. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(fields[name])]));
}
