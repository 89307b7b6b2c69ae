import { collection, type Collection } from './collection.js';
import { decodeToken, encodeToken, MAX_PAGE_SIZE, type ContinuationToken } from './continuation-token.js';
import { invalidArgument } from './partner-error.js';
import { type SeekQuery } from './seek.dto.js';

/** What a page is made of: items with a greater id than `after`, in the order of their ids, which never change. */
export interface Seek {
  after?: string;
  limit: number;
  filter?: string;
}

/** One page of the collection at `path`. A seek sends nothing but the token, which holds the size and the filter. */
export async function seekPage<Item extends { id: string }, Shown>(
  path: string,
  query: SeekQuery & { filter?: string },
  token: string | undefined,
  find: (seek: Seek) => Promise<Item[]>,
  show: (item: Item) => Shown,
): Promise<Collection<Shown>> {
  const operation = query.seekOperation?.toLowerCase();
  if (operation === 'next' && !token)
    throw invalidArgument('seekOperation=Next needs the header MS-ContinuationToken.');
  const { size, filter, after }: Partial<ContinuationToken> =
    operation !== 'first' && token ? decodeToken(token) : query;
  const pageSize = size || MAX_PAGE_SIZE;
  const found = await find({ limit: pageSize + 1, ...(after && { after }), ...(filter && { filter }) });
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  const next = last && {
    uri: `${path}?size=${pageSize}&seekOperation=Next`,
    token: encodeToken({ size: pageSize, after: last.id, ...(filter && { filter }) }),
  };
  return collection(path, page.map(show), next);
}
