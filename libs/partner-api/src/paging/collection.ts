import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { CollectionLinks, link, type Link, ResourceAttributes } from '../resource.dto.js';

/** A page of resources, in Partner Center's envelope. */
export interface Collection<Item> {
  /** How many items this page holds. */
  totalCount: number;
  items: Item[];
  links: CollectionLinks;
  attributes: ResourceAttributes;

  /** Present when there is more: send it back as `MS-ContinuationToken`. */
  continuationToken?: string;
}

export interface PageLink {
  /** Path and query of the page, relative to the version. */
  uri: string;
  token: string;
}

export function collection<Item>(
  self: string,
  items: Item[],
  { previous, next }: { previous?: PageLink; next?: PageLink } = {},
): Collection<Item> {
  return {
    totalCount: items.length,
    items,
    links: {
      self: link(self),
      ...(next && { next: linkTo(next) }),
      ...(previous && { previous: linkTo(previous) }),
    },
    ...(next && { continuationToken: next.token }),
    attributes: { objectType: 'Collection' },
  };
}

function linkTo({ uri, token }: PageLink): Link {
  return link(uri, [{ key: 'MS-ContinuationToken', value: token }]);
}

/** Describes the answer of an endpoint that lists `item`s: generics leave no trace that the document could show. */
export function ApiCollection(item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item, CollectionLinks, ResourceAttributes),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['totalCount', 'items', 'links', 'attributes'],
        properties: {
          totalCount: { type: 'integer', description: 'How many items this page holds.' },
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          links: { $ref: getSchemaPath(CollectionLinks) },
          attributes: { $ref: getSchemaPath(ResourceAttributes) },
          continuationToken: {
            type: 'string',
            description: 'Present when there is more: send it back as MS-ContinuationToken.',
          },
        },
      },
    }),
  );
}

/** The same of an endpoint that answers page by page. */
export function ApiPages(item: Type): MethodDecorator {
  const description = 'The page that answered it: where to go on from, or of what size and of what to begin again.';
  return applyDecorators(
    ApiCollection(item),
    ApiHeader({ name: 'MS-ContinuationToken', description, required: false }),
  );
}
