import { type Stretch } from '#lib/partner-api';

/** Those of a filter's documents that are in the stretch. */
export function idsIn({ from, backward }: Stretch): { _id?: { $gt: string } | { $lt: string } } {
  if (from === undefined) return {};
  return { _id: backward ? { $lt: from } : { $gt: from } };
}

/** The order in which a stretch is read. */
export function orderOf({ backward }: Pick<Stretch, 'backward'>): { _id: 1 | -1 } {
  return { _id: backward ? -1 : 1 };
}
