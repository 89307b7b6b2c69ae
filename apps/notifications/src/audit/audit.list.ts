import { isUUID } from 'class-validator';
import { invalidArgument, isWholeDay, parseFilter, parsePartnerDate } from '#lib/partner-api';
import { type ListAuditRecordsQuery } from './audit.dto.js';
import { type AuditSearch } from './audit.repository.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** As Partner Center has it, where a query does not say when to begin. */
const DEFAULT_SPAN_MS = 30 * DAY_MS;

type Conditions = Pick<AuditSearch, 'companyName' | 'customerId' | 'resource'>;

/** What a query of the activity log asks for. */
export function auditSearchOf(
  { startDate, endDate, filter }: ListAuditRecordsQuery,
  now: Date,
): Omit<AuditSearch, 'limit'> {
  const since = momentOf(startDate) ?? new Date((momentOf(endDate) ?? now).getTime() - DEFAULT_SPAN_MS);
  const until = endOf(endDate);
  if (until && until <= since) {
    throw invalidArgument(
      `endDate must not be before startDate: they are read as ${until.toISOString()} and ${since.toISOString()}.`,
    );
  }
  return { since, ...(until && { until }), ...conditionsOf(filter) };
}

function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parsePartnerDate(text);
}

/** The last day is included, however its date is written: .NET adds a midnight to a date. */
function endOf(text: string | undefined): Date | undefined {
  const moment = momentOf(text);
  if (!moment || text === undefined) return moment;
  const isDay = isWholeDay(text) || / 0{2}:0{2}(:0{2})?$/.test(text);
  return isDay ? new Date(moment.getTime() + DAY_MS) : moment;
}

function conditionsOf(filter: string | undefined): Conditions {
  if (filter === undefined) return {};
  const conditions = parseFilter(filter).map(({ field, operator, value }): Conditions => {
    if (field === 'companyname') {
      expectOperator('CompanyName', 'substring', operator);
      return { companyName: value };
    }
    if (field === 'customerid') {
      expectOperator('CustomerId', 'equals', operator);
      if (!isUUID(value, 'loose')) throw invalidArgument('filter: the value of CustomerId must be a GUID.');
      return { customerId: value.toLowerCase() };
    }
    if (field === 'resourcetype') {
      expectOperator('ResourceType', 'equals', operator);
      return { resource: snakeCase(value) };
    }
    throw invalidArgument('filter: audit records can be filtered by CompanyName, CustomerId or ResourceType.');
  });
  const fields = conditions.flatMap((condition) => Object.keys(condition));
  if (new Set(fields).size < fields.length) throw invalidArgument('filter: each field can be named once.');
  return Object.assign({}, ...conditions) as Conditions;
}

function expectOperator(field: string, expected: string, operator: string): void {
  if (operator !== expected) throw invalidArgument(`filter: the only operator for ${field} is ${expected}.`);
}

/** SDKs send `PartnerRelationship` as well as `partner_relationship`. */
function snakeCase(value: string): string {
  return value.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}
