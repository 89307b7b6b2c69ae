import { CollectionLinks, link, type ResourceAttributes } from './resource.dto.js';

/** A page of resources, in Partner Center's envelope. */
export class Collection<Item> {
  /** How many items this page holds. */
  totalCount: number;
  items: Item[];
  links: CollectionLinks;
  attributes: ResourceAttributes;

  /** Present when there is more: send it back as `MS-ContinuationToken`. */
  continuationToken?: string;
}

export interface NextPage {
  /** Path and query of the next page, relative to the version. */
  uri: string;
  token: string;
}

export function collection<Item>(self: string, items: Item[], next?: NextPage): Collection<Item> {
  return {
    totalCount: items.length,
    items,
    links: {
      self: link(self),
      ...(next && { next: link(next.uri, [{ key: 'MS-ContinuationToken', value: next.token }]) }),
    },
    ...(next && { continuationToken: next.token }),
    attributes: { objectType: 'Collection' },
  };
}
