import { invalidArgument, pageOf, parseFilter, seekOf, type Collection } from '#lib/partner-api';
import { toListItem, type CustomerResource, type ListCustomersQuery } from './customer.dto.js';
import { type CustomerRepository, type CustomerSearch } from './customer.repository.js';

/** One page of a partner's customers. */
export async function listCustomers(
  customers: CustomerRepository,
  partnerId: string,
  query: ListCustomersQuery,
  token?: string,
): Promise<Collection<CustomerResource>> {
  const seek = seekOf(query, token);
  const { size, filter, after } = seek;
  const found = await customers.search(partnerId, { ...conditionsOf(filter), after, limit: size + 1 });
  return pageOf('/customers', seek, found, toListItem);
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
