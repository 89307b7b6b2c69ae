import { isDeepStrictEqual } from 'node:util';

/** Whether two values hold the same, whatever the order of their fields. */
export function areSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}
