import { createHash } from 'node:crypto';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';

/** Changes whenever the resource does, not with the order of its fields. A signed 64-bit number as text, as Partner Center writes it. */
export function etagOf(resource: object): string {
  return createHash('sha256').update(JSON.stringify(resource, sortKeys)).digest().readBigInt64BE().toString();
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

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
