import { isUUID } from 'class-validator';
import { inOrder, invalidArgument, pageOf, parseFilter, seekOf, type Collection } from '#lib/partner-api';
import { type ExternalRelationshipRepository } from '../external-relationship/external-relationship.repository.js';
import { externalToListItem, ListCustomersQuery, toListItem, type CustomerResource } from './customer.dto.js';
import { type CustomerSearch } from './customer-search.js';
import { type CustomerRepository } from './customer.repository.js';

type Conditions = Pick<CustomerSearch, 'companyName' | 'domain' | 'associatedPartnerId'>;

/** Where a partner's customers are: those that accepted it, and those that its platform has told of. */
export interface CustomerSources {
  customers: Pick<CustomerRepository, 'search'>;
  externals: Pick<ExternalRelationshipRepository, 'search'>;
}

/** One page of a partner's customers. */
export async function listCustomers(
  sources: CustomerSources,
  partnerId: string,
  query: ListCustomersQuery,
  token?: string,
): Promise<Collection<CustomerResource>> {
  const seek = seekOf(ListCustomersQuery, query, token, `/customers of ${partnerId}`);
  const found = await search(sources, partnerId, { ...conditionsOf(seek.query.filter), ...seek });
  return pageOf('/customers', seek, found, (item) => item);
}

/**
 * Both in one order. The external ones are read first: one that is accepted meanwhile is then found in both, and shown as what
 * it has become; the other way round it could be found in neither.
 */
async function search(
  { customers, externals }: CustomerSources,
  partnerId: string,
  search: CustomerSearch,
): Promise<CustomerResource[]> {
  // What came together with another partner was accepted here.
  const told = search.associatedPartnerId ? [] : await externals.search(partnerId, search);
  const own = await customers.search(partnerId, search);
  const items = new Map(told.map((relationship) => [relationship.customerId, externalToListItem(relationship)]));
  for (const customer of own) items.set(customer.id, toListItem(customer));
  const found = [...items.values()].sort((one, other) => inOrder(search, one.id, other.id));
  return found.slice(0, search.limit);
}

/** Partner Center filters customers by the operator `starts_with` alone, whatever the field. */
export function conditionsOf(filter: string | undefined): Conditions {
  if (!filter) return {};
  const conditions = parseFilter(filter).map(({ field, operator, value }): Conditions => {
    if (operator !== 'startswith') throw invalidArgument('filter: the only operator for customers is starts_with.');
    if (field === 'companyname') return { companyName: value };
    if (field === 'domain') return { domain: value };
    if (field === 'indirectreseller') return { associatedPartnerId: tenantOf('IndirectReseller', value) };
    if (field === 'indirectcloudsolutionprovider') {
      return { associatedPartnerId: tenantOf('IndirectCloudSolutionProvider', value) };
    }
    throw invalidArgument(
      'filter: customers can be filtered by CompanyName, Domain, IndirectReseller or IndirectCloudSolutionProvider.',
    );
  });
  const fields = conditions.flatMap((condition) => Object.keys(condition));
  if (new Set(fields).size < fields.length) throw invalidArgument('filter: each field can have only one condition.');
  return Object.assign({}, ...conditions) as Conditions;
}

function tenantOf(field: string, value: string): string {
  if (isUUID(value, 'loose')) return value.toLowerCase();
  throw invalidArgument(`filter: the value of ${field} must be the partner's tenant id, a GUID.`);
}
