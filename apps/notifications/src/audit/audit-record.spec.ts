import { type EventMessage } from '#lib/messaging';
import { auditRecordOf, idPrefix } from './audit-record.js';

const tenantId = '0a1b2c3d-0000-4000-8000-000000000001';
const event = (changes: Partial<EventMessage> = {}): EventMessage => ({
  id: 'event-1',
  type: 'io.twotier.customer.changed.v1',
  source: '/services/customers',
  subject: 'customer-1',
  sequence: 2,
  time: new Date('2026-03-01T08:00:00Z'),
  correlationId: 'correlation-1',
  actor: `${tenantId}/user-1`,
  data: { customerId: 'customer-1', companyName: 'Contoso', role: 'AdminAgent', seats: [1, 2] },
  ...changes,
});
const told = {
  about: () => ({ operation: 'change', resource: 'customer', resourceId: 'customer-1', customerId: 'customer-1' }),
};

it('[U1] tells who changed what when, from what to what', () =>
  expect(
    auditRecordOf(told, event(), tenantId, { before: { newValue: '{"companyName":"Fabrikam"}' }, customerName: 'C' }),
  ).toMatchObject({
    tenantId,
    operation: 'change',
    history: '/services/customers/customer-1',
    at: new Date('2026-03-01T08:00:00Z'),
    actor: `${tenantId}/user-1`,
    customerName: 'C',
    oldValue: '{"companyName":"Fabrikam"}',
    newValue: JSON.stringify(event().data),
    correlationId: 'correlation-1',
  }));

it('[U1] has no old value for what was not there, and no actor for what the platform did', () => {
  const { actor: _actor, ...byPlatform } = event();
  const record = auditRecordOf(told, byPlatform, tenantId, {});
  expect(Object.keys(record)).toEqual(expect.not.arrayContaining(['oldValue', 'actor', 'customerName']));
});

it('[U1] keeps what tells of the change apart from the resource', () => {
  const { newValue, details } = auditRecordOf({ ...told, details: ['role', 'seats'] }, event(), tenantId, {});
  expect(details).toEqual({ role: 'AdminAgent', seats: '[1,2]' });
  expect(JSON.parse(newValue)).toEqual({ customerId: 'customer-1', companyName: 'Contoso' });
});

it('[U1] leaves as they were fields that only other events carry', () => {
  const before = { newValue: '{"qualifications":["education"],"companyName":"Fabrikam","gone":1}' };
  const { newValue } = auditRecordOf({ ...told, keeps: ['qualifications'] }, event(), tenantId, { before });
  expect(JSON.parse(newValue)).toEqual({ qualifications: ['education'], ...event().data });
});

it('[U1] has the same id for the same event, another one for another tenant, and less for what is later', () => {
  const idOf = (changes: Partial<EventMessage> = {}, tenant = tenantId): string =>
    auditRecordOf(told, event(changes), tenant, {}).id;
  expect(idOf()).toBe(idOf());
  expect(idOf({ source: '/services/identity' })).not.toBe(idOf());
  expect(idOf({}, 'another')).not.toBe(idOf());
  expect(idOf({ time: new Date('2026-03-01T08:00:00.001Z') }) < idOf()).toBe(true);
  expect(idOf()).toMatch(/^[\w-]+$/);
});

it('[U1] ids of every time until 2286 sort', () => {
  const times = ['1970-01-01', '2001-09-09', '2026-11-27', '2286-11-20'].map((day) =>
    idPrefix(tenantId, new Date(day)),
  );
  expect([...times].sort().reverse()).toEqual(times);
  expect(new Set(times.map(({ length }) => length)).size).toBe(1);
});
