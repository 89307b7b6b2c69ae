import { isUUID } from 'class-validator';
import { invalidArgument, pageOf, parseFilter, seekOf, type Collection } from '#lib/partner-api';
import { toListItem, type CustomerResource, type ListCustomersQuery } from './customer.dto.js';
import { type CustomerRepository, type CustomerSearch } from './customer.repository.js';

type Conditions = Pick<CustomerSearch, 'companyName' | 'domain' | 'associatedPartnerId'>;

/** One page of a partner's customers. */
export async function listCustomers(
  customers: CustomerRepository,
  partnerId: string,
  query: ListCustomersQuery,
  token?: string,
): Promise<Collection<CustomerResource>> {
  const seek = seekOf(query, token, `/customers of ${partnerId}`);
  const { size, filter, after } = seek;
  const found = await customers.search(partnerId, { ...conditionsOf(filter), after, limit: size + 1 });
  return pageOf('/customers', seek, found, toListItem);
}

/** Partner Center filters customers by the operator `starts_with` alone, whatever the field. */
export function conditionsOf(filter: string | undefined): Conditions {
  if (!filter) return {};
  const conditions = parseFilter(filter).map(({ field, operator, value }): Conditions => {
    if (operator !== 'startswith') throw invalidArgument('filter: customers are filtered by the operator starts_with.');
    if (field === 'companyname') return { companyName: value };
    if (field === 'domain') return { domain: value };
    if (field === 'indirectreseller') return { associatedPartnerId: tenantOf('IndirectReseller', value) };
    if (field === 'indirectcloudsolutionprovider') {
      return { associatedPartnerId: tenantOf('IndirectCloudSolutionProvider', value) };
    }
    throw invalidArgument(
      'filter: customers are filtered by CompanyName, Domain, IndirectReseller or IndirectCloudSolutionProvider.',
    );
  });
  const fields = conditions.flatMap((condition) => Object.keys(condition));
  if (new Set(fields).size < fields.length) throw invalidArgument('filter: each field can have one condition.');
  return Object.assign({}, ...conditions) as Conditions;
}

function tenantOf(field: string, value: string): string {
  if (isUUID(value, 'loose')) return value.toLowerCase();
  throw invalidArgument(`filter: the value of ${field} must be the partner's tenant id, a GUID.`);
}
