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

/** Tokens are opaque, not secret: every query carries the caller's tenant, whatever a token says. */
export function encodeToken(token: ContinuationToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

export function decodeToken(text: string): ContinuationToken {
  try {
    const { size, after, filter } = JSON.parse(Buffer.from(text, 'base64url').toString()) as ContinuationToken;
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
