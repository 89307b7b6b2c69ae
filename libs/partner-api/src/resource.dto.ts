import { IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';

/** A header that a client sends along when it follows a link. */
export class LinkHeader {
  key: string;
  value: string;
}

/** A link, relative to the version: without `/v1`, as Microsoft's SDKs expect it. */
export class Link {
  uri: string;
  method: string;
  headers: LinkHeader[];
}

export class ResourceLinks {
  self: Link;
}

export class ResourceAttributes {
  /** The resource's type, such as `Customer`. */
  objectType: string;

  /** Changes whenever the resource does. */
  etag?: string;
}

/** The attributes that a client sends back with a change. With the etag that it has read, it overwrites nobody else's change. */
export class EtagDto {
  @IsOptional()
  @Text({ max: 100 })
  etag?: string;
}

/** Links to this page, the next and the previous one. */
export class CollectionLinks {
  self: Link;
  next?: Link;
  previous?: Link;
}

export function link(uri: string, headers: LinkHeader[] = []): Link {
  return { uri, method: 'GET', headers };
}

export function selfLink(uri: string): ResourceLinks {
  return { self: link(uri) };
}
