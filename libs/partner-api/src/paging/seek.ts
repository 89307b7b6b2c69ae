import { collection, type Collection } from './collection.js';
import { decodeToken, encodeToken, MAX_PAGE_SIZE } from './continuation-token.js';
import { invalidArgument } from '../errors/partner-error.js';
import { RequestPipe } from '../requests/request.pipe.js';
import { seekOperations, type SeekQuery } from './seek.dto.js';

/** What a list reads of its rows, in the order of their ids: up to `limit` from one place on, the nearest first. */
export interface Stretch {
  /** Rows begin after this id, or before it if they are read backward; absent: at the collection's beginning, or its end. */
  from?: string;
  backward?: boolean;
  limit: number;
}

/** Which page is asked for. */
export interface Seek<Query = object> extends Stretch {
  /** Items that the page holds at most. The limit is one more than that, to know whether the collection goes on. */
  size: number;
  /** What is asked for besides, now or when the token was made. */
  query: Query;
  /** What the tokens are of. */
  scope: string;
}

/**
 * Reads a query. A client that goes on sends nothing but the token, which holds the size and what else was asked for; that
 * is read by `dto` again. A client that begins at either end takes from the token what its query does not say. `scope`
 * says what the collection is and whose, such as `/customers of <tenant>`: a token of another scope is refused.
 */
export function seekOf<Query extends SeekQuery>(
  dto: new () => Query,
  { size: askedSize, seekOperation, ...asked }: Query,
  token: string | undefined,
  scope: string,
): Seek<Query> {
  const operation = operationOf(seekOperation) ?? (token ? 'next' : 'first');
  const goesOn = operation === 'next' || operation === 'previous';
  if (goesOn && !token)
    throw invalidArgument(`seekOperation=${String(seekOperation)} needs the header MS-ContinuationToken.`);
  const place = token ? decodeToken(token, scope) : undefined;
  const from = { next: place?.last, previous: place?.first, first: undefined, last: undefined }[operation];
  const criteria = { ...place?.query, ...(!goesOn && asked) };
  const size = (!goesOn && askedSize) || place?.size || MAX_PAGE_SIZE;
  return {
    size,
    limit: size + 1,
    scope,
    backward: operation === 'previous' || operation === 'last',
    ...(from !== undefined && { from }),
    query: place
      ? (new RequestPipe().transform(criteria, { type: 'query', metatype: dto }) as Query)
      : (asked as Query),
  };
}

/** Generated clients send an operation's number. */
function operationOf(text: string | undefined): (typeof seekOperations)[number] | undefined {
  return seekOperations.find((name, number) => text?.toLowerCase() === name || text === String(number));
}

/**
 * The page that holds what was found, in the order of the ids. It links to the page before it and to the one after it:
 * towards the side that was not read there is one, as the token that was sent came from there.
 */
export function pageOf<Found extends { id: string }, Item>(
  path: string,
  { size, backward, from, query, scope }: Seek,
  found: Found[],
  toItem: (found: Found) => Item,
): Collection<Item> {
  const page = found.slice(0, size);
  if (backward) page.reverse();
  const [goesOn, cameFrom] = [found.length > size, from !== undefined];
  const token = encodeToken(
    {
      size,
      first: page[0]?.id ?? (backward ? from : undefined),
      last: page.at(-1)?.id ?? (backward ? undefined : from),
      ...(Object.keys(query).length > 0 && { query: { ...query } }),
    },
    scope,
  );
  const linkTo = (operation: string): { uri: string; token: string } => ({
    uri: `${path}?size=${size}&seekOperation=${operation}`,
    token,
  });
  return collection(path, page.map(toItem), {
    ...((backward ? goesOn : cameFrom) && { previous: linkTo('Previous') }),
    ...((backward ? cameFrom : goesOn) && { next: linkTo('Next') }),
  });
}

/** The order of two ids in a stretch: as MongoDB has it, by their characters. */
export function inOrder({ backward }: Pick<Stretch, 'backward'>, one: string, other: string): number {
  if (one === other) return 0;
  return one < other === !backward ? -1 : 1;
}
