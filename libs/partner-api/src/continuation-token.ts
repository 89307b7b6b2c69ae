import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { invalidArgument } from './partner-error.js';

/** Items that a page holds at most. */
export const MAX_PAGE_SIZE = 500;

/** What a seek needs to go on: clients send nothing but the token back, so the size and the filter are in it. */
export interface ContinuationToken {
  /** Items a page. */
  size: number;
  /** The last id of the page before. */
  after: string;
  /** The filter's JSON text as it was given. */
  filter?: string;
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
 * for a place in this collection, and its filter has been checked when it was a query.
 */
export function encodeToken(token: ContinuationToken, scope = ''): string {
  const payload = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${payload}.${signature(payload, scope)}`;
}

export function decodeToken(text: string, scope = ''): ContinuationToken {
  const [payload = ''] = text.split('.');
  try {
    if (!isSame(text, `${payload}.${signature(payload, scope)}`)) throw new Error('not signed here');
    const { size, after, filter } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as ContinuationToken;
    if (
      Number.isInteger(size) &&
      size > 0 &&
      size <= MAX_PAGE_SIZE &&
      typeof after === 'string' &&
      ['string', 'undefined'].includes(typeof filter)
    ) {
      return { size, after, filter };
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
