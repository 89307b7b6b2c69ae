import { invalidArgument } from '#lib/partner-api';

/** Where a request goes. */
export interface RequestTarget {
  path: string;
  /** With its question mark, as it was sent; empty if there is none. */
  query: string;
}

/** Reads the target of a request; refuses what proxies and services could read in different ways. */
export function readTarget(url: string): RequestTarget {
  if (!url.startsWith('/')) {
    throw invalidArgument('The request line must name a path that begins with a slash, without scheme and host.');
  }
  if (url.includes('#')) throw invalidArgument('The address must not have a fragment: write # as %23.');
  const [path = ''] = url.split('?', 1);
  const decodedPath = decoded(path);
  decoded(url);
  if (/[\\\p{Cc}]/u.test(decodedPath)) {
    throw invalidArgument('The path must hold neither backslashes nor control characters.');
  }
  if (decodedPath.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw invalidArgument('The path must not have segments that consist of . or .. only.');
  }
  return { path: pathOf(url), query: url.slice(path.length) };
}

/**
 * The path of an address. `İ` is in its other Unicode form: it is the one letter that is longer in lower case, and a router
 * that does not look at casing would cut what follows it in the wrong place.
 */
export function pathOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replaceAll(/%c4%b0/gi, 'I%CC%87');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument(
      'The address is not well-formed: each % begins an escaped character of UTF-8, such as %C3%A4.',
    );
  }
}
