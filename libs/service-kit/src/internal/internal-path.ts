import { type InternalCall, type ValuesOf } from '#lib/contracts';
import { invalidArgument } from '#lib/partner-api';

/** Where a call goes. Every value becomes one segment of the path or one value of the query, so that none leads elsewhere. */
export function internalPath<Call extends Pick<InternalCall, 'path' | 'query'>>(
  call: Call,
  values: ValuesOf<Call>,
): string {
  const named = values as Record<string, string>;
  const path = call.path.replace(/:(\w+)/g, (_, name: string) => encoded(named[name]));
  const query = call.query.map((name) => `${name}=${encoded(named[name])}`).join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** URLs resolve `.` and `..` in any encoding, and leave out what is empty: no id is one of them. */
function encoded(value = ''): string {
  if (!/[^.]/.test(value) || /\p{Surrogate}/u.test(value))
    throw invalidArgument(`${JSON.stringify(value)} is not an id.`);
  return encodeURIComponent(value);
}
