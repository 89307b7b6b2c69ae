import { foldedText } from '#lib/contracts';
import { type Stretch } from '#lib/partner-api';
import { literalPattern } from '#lib/service-kit';
import { type Customer } from './customer.js';

export interface CustomerSearch extends Stretch {
  companyName?: string;
  domain?: string;
  /** Customers whose relationship with the partner came together with that of this other one, which still has it. */
  associatedPartnerId?: string;
}

/** What lists show of a customer. */
export const listed = ['id', 'companyName', 'domain'] as const;
export type ListedCustomer = Pick<Customer, (typeof listed)[number]>;

/** What a domain has to be to begin so; an index compares it. */
export function domainStartsWith(prefix: string): object {
  return beginsWith(prefix.toLowerCase());
}

/**
 * What a folded name has to be to begin so; an index compares it. Documents of earlier versions hold the name in lower case
 * alone, in the Unicode form in which it came.
 */
export function nameStartsWith(prefix: string): object {
  const folded = foldedText(prefix);
  const spellings = new Set([folded, prefix.toLowerCase(), prefix.normalize('NFD').toLowerCase()]);
  if (spellings.size === 1) return beginsWith(folded);
  return { $in: [...spellings].map((spelling) => new RegExp(`^${literalPattern(spelling)}`)) };
}

function beginsWith(folded: string): object {
  return { $gte: folded, $lt: `${folded}\u{10ffff}` };
}
