import { type Stretch } from '#lib/partner-api';

/** A stretch that ends before a bound, which is no row's id. */
export type Between = Stretch & { bound?: string };

/** Those of a filter's documents that are in the stretch. */
export function idsIn({ from, backward, bound }: Between): { _id?: { $gt?: string; $lt?: string } } {
  const [above, below] = backward ? [bound, from] : [from, bound];
  const ids = { ...(above !== undefined && { $gt: above }), ...(below !== undefined && { $lt: below }) };
  return Object.keys(ids).length > 0 ? { _id: ids } : {};
}

/** The order in which a stretch is read. */
export function orderOf({ backward }: Pick<Stretch, 'backward'>): { _id: 1 | -1 } {
  return { _id: backward ? -1 : 1 };
}
