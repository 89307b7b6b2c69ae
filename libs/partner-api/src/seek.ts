import { collection, type Collection } from './collection.js';
import { decodeToken, encodeToken, MAX_PAGE_SIZE, type ContinuationToken } from './continuation-token.js';
import { invalidArgument } from './partner-error.js';
import { type SeekQuery } from './seek.dto.js';

/** Which page is asked for. */
export interface Seek {
  /** Items that the page holds at most. Find one more than that, to know whether the collection goes on. */
  size: number;
  /** The id after which the page begins; absent for the first one. */
  after?: string;
  filter?: string;
  /** What the tokens are of. */
  scope?: string;
}

/**
 * Reads a query. A client that goes on sends nothing but the token, which holds the size and the filter. `scope` says what
 * the collection is and whose, such as `/customers of <tenant>`: a token of another scope is refused.
 */
export function seekOf({ filter, ...query }: SeekQuery & { filter?: string }, token?: string, scope?: string): Seek {
  const operation = query.seekOperation?.toLowerCase();
  if (operation === 'next' && !token)
    throw invalidArgument('seekOperation=Next needs the header MS-ContinuationToken.');
  const given = token ? decodeToken(token, scope) : undefined;
  const asked = pageAsked(operation, given, { size: query.size, filter });
  return { ...asked, size: asked.size || MAX_PAGE_SIZE, ...(scope !== undefined && { scope }) };
}

/** The first page again is of the size and the filter that a token holds, unless the query says them itself. */
function pageAsked(
  operation: string | undefined,
  given: ContinuationToken | undefined,
  { size, filter }: { size?: number; filter?: string },
): Partial<ContinuationToken> {
  if (!given) return { size, filter };
  if (operation !== 'first') return given;
  return { size: size || given.size, filter: filter ?? given.filter };
}

/** The page that holds what was found, in the order of the ids; and a link to the next one if there is more. */
export function pageOf<Found extends { id: string }, Item>(
  path: string,
  { size, filter, scope }: Seek,
  found: Found[],
  toItem: (found: Found) => Item,
): Collection<Item> {
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const next = last && {
    uri: `${path}?size=${size}&seekOperation=Next`,
    token: encodeToken({ size, after: last.id, ...(filter && { filter }) }, scope),
  };
  return collection(path, page.map(toItem), next);
}
