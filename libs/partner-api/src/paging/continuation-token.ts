import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { invalidArgument } from '../errors/partner-error.js';

/** Items that a page holds at most. */
export const MAX_PAGE_SIZE = 500;

/** Where a page is in its collection: clients send nothing but the token back, so the size and the query are in it. */
export interface ContinuationToken {
  /** Items a page. */
  size: number;
  /** The id of the page's first item; absent on an empty page that nothing comes after. */
  first?: string;
  /** The id of the page's last item; absent on an empty page that nothing comes before. */
  last?: string;
  /** What the collection was asked for besides, such as its filter. */
  query?: Record<string, unknown>;
}

/** Until a service has said what its instances share, tokens are of this process alone. */
let key: Uint8Array = randomBytes(32);

/** Said once, at the start: the key that all instances of a service sign tokens with. */
export function signTokensWith(shared: Uint8Array): void {
  key = shared;
}

/**
 * Tokens can be read by anybody, and made by this service alone: their signature covers them and the scope that they are
 * of, such as a collection and a tenant. So one of something else, of somebody's making, or damaged on its way is not taken
 * for a place in this collection.
 */
export function encodeToken(token: ContinuationToken, scope = ''): string {
  const payload = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${payload}.${signature(payload, scope)}`;
}

export function decodeToken(text: string, scope = ''): ContinuationToken {
  const [payload = ''] = text.split('.');
  try {
    if (!isSame(text, `${payload}.${signature(payload, scope)}`)) throw new Error('not signed here');
    const token = JSON.parse(Buffer.from(payload, 'base64url').toString()) as ContinuationToken;
    const { size, first, last, query = {} } = token;
    const ids = [first, last].filter((id) => id !== undefined);
    if (
      Number.isInteger(size) &&
      size > 0 &&
      size <= MAX_PAGE_SIZE &&
      ids.length > 0 &&
      ids.every((id) => typeof id === 'string') &&
      typeof query === 'object' &&
      !Array.isArray(query)
    ) {
      return token;
    }
  } catch {
    // Falls through to the refusal.
  }
  throw invalidArgument('MS-ContinuationToken is not a token of this collection. Start again without it.');
}

function signature(payload: string, scope: string): string {
  return createHmac('sha256', key).update(`${scope}\n${payload}`).digest('base64url');
}

function isSame(given: string, signed: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(signed)];
  return left.length === right.length && timingSafeEqual(left, right);
}
