import {
  collection,
  decodeToken,
  encodeToken,
  invalidArgument,
  MAX_PAGE_SIZE,
  parseFilter,
  type Collection,
  type ContinuationToken,
} from '#lib/partner-api';
import { toListItem, type CustomerResource, type ListCustomersQuery } from './customer.dto.js';
import { type CustomerRepository, type CustomerSearch } from './customer.repository.js';

/** One page of a partner's customers. A seek sends nothing but the token, which holds the size and the filter. */
export async function listCustomers(
  customers: CustomerRepository,
  partnerId: string,
  query: ListCustomersQuery,
  token?: string,
): Promise<Collection<CustomerResource>> {
  const goesOn = query.seekOperation?.toLowerCase() !== 'first' && token;
  if (query.seekOperation?.toLowerCase() === 'next' && !token) {
    throw invalidArgument('seekOperation=Next needs the header MS-ContinuationToken.');
  }
  const { size, filter, after }: Partial<ContinuationToken> = goesOn ? decodeToken(token) : query;
  const pageSize = size || MAX_PAGE_SIZE;
  const found = await customers.search(partnerId, { ...conditionsOf(filter), after, limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  const next = last && {
    uri: `/customers?size=${pageSize}&seekOperation=Next`,
    token: encodeToken({ size: pageSize, after: last.id, ...(filter && { filter }) }),
  };
  return collection('/customers', page.map(toListItem), next);
}

function conditionsOf(filter: string | undefined): Pick<CustomerSearch, 'companyName' | 'domain'> {
  if (!filter) return {};
  const conditions = parseFilter(filter).map(({ field, operator, value }) => {
    if (operator !== 'startswith') throw invalidArgument('filter: customers are filtered by the operator starts_with.');
    if (field === 'companyname') return { companyName: value };
    if (field === 'domain') return { domain: value };
    throw invalidArgument('filter: customers are filtered by CompanyName or Domain.');
  });
  const fields = conditions.map((condition) => Object.keys(condition)[0]);
  if (new Set(fields).size < fields.length) throw invalidArgument('filter: each field can have one condition.');
  return Object.assign({}, ...conditions) as ReturnType<typeof conditionsOf>;
}
