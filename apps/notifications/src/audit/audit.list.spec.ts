import { auditSearchOf } from './audit.list.js';
import { ListAuditRecordsQuery } from './audit.dto.js';

const now = new Date('2026-11-27T10:00:00Z');
const search = (query: Partial<ListAuditRecordsQuery>): ReturnType<typeof auditSearchOf> =>
  auditSearchOf(Object.assign(new ListAuditRecordsQuery(), query), now);
const filter = (...conditions: object[]): string =>
  JSON.stringify(conditions.reduce((LeftFilter, RightFilter) => ({ LeftFilter, RightFilter, Operator: 'and' })));

it('[U1] goes back thirty days without dates', () =>
  expect(search({})).toEqual({ since: new Date('2026-10-28T10:00:00Z') }));

it.each([
  ['2026-11-01', '2026-11-26', '2026-11-01T00:00:00Z', '2026-11-27T00:00:00Z'],
  ['11/01/2026 00:00:00', '11/26/2026 00:00:00', '2026-11-01T00:00:00Z', '2026-11-27T00:00:00Z'],
  ['2026-11-305', '2026-11-330', '2026-11-01T00:00:00Z', '2026-11-27T00:00:00Z'],
  ['2026-11-01T08:00:00Z', '2026-11-01T09:00:00+01:00', undefined, undefined],
  ['2026-11-01T08:00:00Z', '2026-11-01T09:30:00Z', '2026-11-01T08:00:00Z', '2026-11-01T09:30:00Z'],
])('[U1] from %s to %s', (startDate, endDate, since, until) => {
  if (since === undefined || until === undefined) {
    expect(() => search({ startDate, endDate })).toThrow(/^endDate must not be before startDate: they are read as/);
  } else {
    expect(search({ startDate, endDate })).toEqual({ since: new Date(since), until: new Date(until) });
  }
});

it('[U1] reads the filters of Microsoft’s SDKs', () => {
  expect(search({ filter: filter({ Field: 'CompanyName', Value: 'Con', Operator: 'substring' }) })).toMatchObject({
    companyName: 'Con',
  });
  const both = filter(
    { field: 'ResourceType', value: 'PartnerRelationship', operator: 'Equals', fieldType: 'String' },
    { field: 'CustomerId', value: '0A1B2C3D-0000-4000-8000-000000000001', operator: 'equals' },
  );
  expect(search({ filter: both })).toMatchObject({
    resource: 'partner_relationship',
    customerId: '0a1b2c3d-0000-4000-8000-000000000001',
  });
});

it.each([
  [filter({ Field: 'Domain', Value: 'x', Operator: 'equals' }), /CompanyName, CustomerId or ResourceType/],
  [filter({ Field: 'CompanyName', Value: 'x', Operator: 'equals' }), /only operator for CompanyName is substring/],
  [filter({ Field: 'CustomerId', Value: 'x', Operator: 'substring' }), /only operator for CustomerId is equals/],
  [filter({ Field: 'CustomerId', Value: 'x', Operator: 'equals' }), /CustomerId must be a GUID/],
  [
    filter(
      { Field: 'ResourceType', Value: 'order', Operator: 'equals' },
      { Field: 'ResourceType', Value: 'customer', Operator: 'equals' },
    ),
    /each field can be named once/,
  ],
])('[U1] refuses the filter %s', (text, reason) => expect(() => search({ filter: text })).toThrow(reason));
