import { faults } from '#lib/contracts';
import { unrecorded, type ExternalRelationship } from '../external-relationship/external-relationship.js';
import { tombstone, type Customer } from './customer.js';
import { conditionsOf, listCustomers } from './customer.list.js';

const reseller = '0a1b2c3d-0000-4000-8000-00000000000a';
const byName = { Field: 'CompanyName', Value: 'Con', Operator: 'starts_with' };
const byDomain = { Field: 'Domain', Value: 'con', Operator: 'starts_with' };
const byReseller = { Field: 'IndirectReseller', Value: reseller.toUpperCase(), Operator: 'starts_with' };

describe('a filter of customers', () => {
  it.each<[string, object, object]>([
    ['the documents and .NET', byName, { companyName: 'Con' }],
    [
      'Java',
      { value: 'Con', field: 'CompanyName', fieldType: 'String', operator: 'StartsWith' },
      { companyName: 'Con' },
    ],
    ['nobody, in capitals', { FIELD: 'COMPANYNAME', VALUE: 'Con', OPERATOR: 'STARTS_WITH' }, { companyName: 'Con' }],
    ['who looks for a domain', byDomain, { domain: 'con' }],
    ['a provider', byReseller, { associatedPartnerId: reseller }],
    ['a reseller', { ...byReseller, Field: 'IndirectCloudSolutionProvider' }, { associatedPartnerId: reseller }],
    [
      '.NET with two conditions',
      { LeftFilter: byName, RightFilter: byReseller, Operator: 'and' },
      { companyName: 'Con', associatedPartnerId: reseller },
    ],
    [
      'Java with three conditions',
      {
        leftFilter: { leftFilter: byName, rightFilter: byDomain, operator: 'And' },
        rightFilter: byReseller,
        operator: 'And',
      },
      { companyName: 'Con', domain: 'con', associatedPartnerId: reseller },
    ],
  ])('[C5] is read as it is written by %s', (_, filter, conditions) =>
    expect(conditionsOf(JSON.stringify(filter))).toEqual(conditions),
  );

  it('[C5] that is absent finds all', () => expect(conditionsOf(undefined)).toEqual({}));

  it.each<[string, object, RegExp]>([
    ['another operator', { ...byName, Operator: 'equals' }, /operator for customers is starts_with/],
    ['another field', { ...byName, Field: 'Country' }, /CompanyName, Domain, IndirectReseller or/],
    ['a reseller that is no tenant', { ...byReseller, Value: 'Alder' }, /value of IndirectReseller must be .* a GUID/],
    ['two conditions on one field', { LeftFilter: byName, RightFilter: byName, Operator: 'and' }, /one condition/],
    ['two conditions joined by or', { LeftFilter: byName, RightFilter: byDomain, Operator: 'or' }, /joined by "and"/],
  ])('[C5] with %s is refused', (_, filter, description) =>
    expect(() => conditionsOf(JSON.stringify(filter))).toThrow(
      expect.objectContaining({
        fault: faults.invalidArgument,
        description: expect.stringMatching(description) as string,
      }),
    ),
  );
});

describe('a page of customers', () => {
  const own = (id: string): Customer => ({ ...tombstone(id), status: 'active' });
  const told = (id: string): ExternalRelationship => ({ ...unrecorded(reseller, id), status: 'recorded' });
  const pageOf = async (
    externals: () => ExternalRelationship[],
    customers: () => Customer[],
    query: object = {},
  ): Promise<string[]> => {
    const sources = {
      externals: { search: () => Promise.resolve(externals()) },
      customers: { search: () => Promise.resolve(customers()) },
    };
    const { items } = await listCustomers(sources, reseller, query);
    return items.map(({ id, relationshipToPartner }) => `${id} ${relationshipToPartner}`);
  };

  it('[C5] holds both kinds in the order of their ids, and no more than it was asked for', async () => {
    const sources = [() => [told('a'), told('d')], () => [own('b'), own('c')]] as const;
    expect(await pageOf(...sources)).toEqual(['a none', 'b reseller', 'c reseller', 'd none']);
    expect(await pageOf(...sources, { size: 3 })).toEqual(['a none', 'b reseller', 'c reseller']);
  });

  it('[C5] shows a customer once, as what it has become, also when it accepts in between', async () => {
    expect(
      await pageOf(
        () => [told('a')],
        () => [own('a')],
      ),
    ).toEqual(['a reseller']);
    let accepted = false;
    const externals = (): ExternalRelationship[] => {
      const found = accepted ? [] : [told('a')];
      accepted = true;
      return found;
    };
    expect(await pageOf(externals, () => (accepted ? [own('a')] : []))).toEqual(['a reseller']);
  });
});
