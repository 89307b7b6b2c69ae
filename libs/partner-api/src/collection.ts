import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { CollectionLinks, link, ResourceAttributes } from './resource.dto.js';

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
  const description = 'Goes on after the page that answered it.';
  return applyDecorators(
    ApiCollection(item),
    ApiHeader({ name: 'MS-ContinuationToken', description, required: false }),
  );
}
