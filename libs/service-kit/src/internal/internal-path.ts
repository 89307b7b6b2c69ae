import { invalidArgument } from '#lib/partner-api';

declare const everyValueIsEncoded: unique symbol;

/** The path of an internal call. Only `internalPath` makes one, so that no value in it can lead to another path. */
export type InternalPath = string & { readonly [everyValueIsEncoded]: true };

/** The template ``internalPath`/internal/tenants/${tenantId}` ``: every value becomes one segment, or one value of the query. */
export function internalPath(parts: TemplateStringsArray, ...values: string[]): InternalPath {
  const text = parts.map((part, index) => (index < values.length ? part + encoded(values[index]!) : part));
  return text.join('') as InternalPath;
}

/** URLs resolve `.` and `..` in any encoding, and leave out what is empty: no id is one of them. */
function encoded(value: string): string {
  if (!/[^.]/.test(value) || /\p{Surrogate}/u.test(value))
    throw invalidArgument(`${JSON.stringify(value)} is not an id.`);
  return encodeURIComponent(value);
}
