import { createHash } from 'node:crypto';
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

/**
 * Tokens are opaque, not secret: every query carries the caller's tenant, whatever a token says. Their checksum covers
 * the scope that they are of, such as a collection and a tenant, so that a token of something else, or one that was
 * damaged or changed on its way, is not taken for a place in this collection.
 */
export function encodeToken(token: ContinuationToken, scope = ''): string {
  const payload = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${payload}.${checksum(payload, scope)}`;
}

export function decodeToken(text: string, scope = ''): ContinuationToken {
  const [payload = '', sum] = text.split('.');
  try {
    const { size, after, filter } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as ContinuationToken;
    if (
      sum === checksum(payload, scope) &&
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

function checksum(payload: string, scope: string): string {
  return createHash('sha256').update(`${scope}\n${payload}`).digest('base64url').slice(0, 16);
}
