/** Fields of the document, such as `state.relationships.partnerId`, and what they have to be. */
export type Filter = Record<string, unknown>;

declare const saysWhose: unique symbol;

/**
 * A filter that says whose documents it finds. Repositories take nothing else, and only `ownedBy` and `acrossTenants`
 * make one: a query without the tenant does not compile, and those that mean to have none are found by their name.
 */
export type Query = Filter & { readonly [saysWhose]: true };

/**
 * Documents of one tenant: those that have its id in `field`, or in one of several. `also` narrows the query and cannot
 * widen it: it has no say about these fields.
 */
export function ownedBy(field: string | string[], tenantId: string, also: Filter = {}): Query {
  if (typeof tenantId !== 'string' || tenantId === '') throw new Error('A query needs the id of the tenant that asks.');
  const own = Array.isArray(field) ? { $or: field.map((one) => ({ [one]: tenantId })) } : { [field]: tenantId };
  const replaced = Object.keys(own).filter((key) => key in also);
  if (replaced.length > 0) throw new Error(`${replaced.join(', ')} already says whose documents are meant.`);
  return { ...also, ...own } as unknown as Query;
}

/** Documents of any tenant, and why the query may find them: whoever asks is no tenant, or the filter itself is the right. */
export function acrossTenants(_reason: string, filter: Filter): Query {
  return filter as Query;
}

/**
 * What finds the documents that any of the filters finds, each of which names an id first. The id is in each alternative: the
 * embedded database takes the index of the first field that has one, and of alternatives their own; with an id beside them it
 * would read all documents of a partner.
 */
export function byIds(filters: readonly Filter[]): Filter {
  const alternatives = filters.flatMap(alternativesOf);
  return alternatives.length === 1 && alternatives[0] ? alternatives[0] : { $or: alternatives };
}

/** The same filter without `$or` at its top, once for each of its alternatives; as it is if they say something of the same field. */
function alternativesOf(filter: Filter): Filter[] {
  const { $or, ...rest } = filter;
  if (!Array.isArray($or)) return [filter];
  const alternatives = $or as Filter[];
  const isApart = alternatives.every((one) => Object.keys(one).every((field) => !(field in rest)));
  return isApart ? alternatives.map((one) => ({ ...rest, ...one })) : [filter];
}

/** The regular expression that finds a text as it is. */
export function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
