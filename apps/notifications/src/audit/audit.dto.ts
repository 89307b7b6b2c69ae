import { IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { IsPartnerDate, ResourceAttributes, SeekQuery } from '#lib/partner-api';
import { partsOfActor, type AuditRecord } from './audit-record.js';

/** The types that Microsoft's SDK for Java knows: it cannot read a page with any other. */
const javaOperations = new Set(
  `update_customer_qualification update_subscription upgrade_subscription add_customer update_customer_billing_profile
  delete_customer remove_partner_customer_relationship create_order update_order create_customer_user delete_customer_user
  update_customer_user update_customer_user_licenses restore_customer_user create_mpn_association update_mpn_association
  create_partner_relationship create_partner_user update_partner_user remove_partner_user create_agreement`.split(
    /\s+/,
  ),
);
const javaResources = new Set(
  'customer customer_user order subscription license mpn_association application partner_user partner_relationship agreement'.split(
    ' ',
  ),
);

export class ListAuditRecordsQuery extends SeekQuery {
  /**
   * The first day, or moment, of the records. Any date form that Partner Center's SDKs send; absent: 30 days ago.
   */
  @IsOptional()
  @IsPartnerDate()
  startDate?: string;

  /** The last day, which is included, or the moment before which records end; absent: until now. */
  @IsOptional()
  @IsPartnerDate()
  endDate?: string;

  /**
   * JSON as Partner Center's SDKs send it: `CompanyName` with `substring`, `CustomerId` or `ResourceType` with `equals`; several
   * are joined by `and`.
   */
  @IsOptional()
  @Text({ max: 2_000 })
  filter?: string;

  /** The same as the header, as Microsoft's SDK for Java sends it. */
  @IsOptional()
  @Text({ max: 4_000 })
  'MS-ContinuationToken'?: string;
}

export class AuditDetail {
  key: string;
  value: string;
}

/** Who changed what, and when. */
export class AuditRecordResource {
  id: string;

  /** The caller's tenant. */
  partnerId: string;

  /** In whose context it changed. */
  customerId?: string;

  /** What the customer was called then. */
  customerName?: string;

  /** Of the caller's own user who made the change. */
  userPrincipalName?: string;

  /** The application that made the change without a user, or the source of the command. */
  applicationId?: string;

  /** Such as `customer`, `order` or `partner_relationship`. */
  resourceType: string;

  /** JSON; absent for what was not there before. */
  resourceOldValue?: string;

  /** JSON */
  resourceNewValue: string;

  /** Such as `add_customer`, `create_order` or `create_agreement`. */
  operationType: string;

  /** `MS-CorrelationId` of the request that led to the change. */
  originalCorrelationId: string;

  /** ISO 8601 in UTC. */
  operationDate: string;

  /** `decline` for a command that was rejected, `succeeded` for everything else: what is refused over HTTP leaves no record. */
  operationStatus: string;

  /**
   * More of the change: `EventType`, `EventId`, `ResourceId`, and `PerformedBy`: `partner` (the caller's own tenant), `customer`,
   * `other-partner`, `operator` or `platform`.
   */
  customizedData: AuditDetail[];

  attributes: ResourceAttributes;
}

/** Who reads, and what is known of whoever acted. */
export interface AuditReader {
  /** The tenant that runs the installation. */
  operatorTenant: string;
  /** User principal names of the reader's own users, by their ids. */
  users: Map<string, string>;
  /** Whether the reader is Microsoft's SDK for Java. */
  java: boolean;
}

export function toResource(record: AuditRecord, reader: AuditReader): AuditRecordResource {
  const { id, tenantId, customerId, customerName, resource, operation, oldValue, newValue } = record;
  const further = {
    EventType: record.eventType,
    EventId: record.eventId,
    ResourceId: record.resourceId,
    PerformedBy: performerOf(record, reader),
    ...record.details,
  };
  return {
    id,
    partnerId: tenantId,
    ...(customerId !== undefined && { customerId }),
    ...(customerName !== undefined && { customerName }),
    ...actorOf(record, reader),
    resourceType: reader.java && !javaResources.has(resource) ? 'undefined' : resource,
    ...(oldValue !== undefined && { resourceOldValue: oldValue }),
    resourceNewValue: newValue,
    operationType: reader.java && !javaOperations.has(operation) ? 'undefined' : operation,
    originalCorrelationId: record.correlationId,
    operationDate: record.at.toISOString(),
    operationStatus: operation === 'reject_command' ? 'decline' : 'succeeded',
    customizedData: Object.entries(further).map(([key, value]) => ({ key, value })),
    attributes: { objectType: 'AuditRecord' },
  };
}

/** Other tenants' users are their own affair. */
function actorOf(record: AuditRecord, { users }: AuditReader): { userPrincipalName?: string; applicationId?: string } {
  const { tenantId, id } = partsOfActor(record);
  if (tenantId !== record.tenantId) return {};
  const userPrincipalName = users.get(id);
  return userPrincipalName === undefined ? { applicationId: id } : { userPrincipalName };
}

function performerOf(record: AuditRecord, { operatorTenant }: AuditReader): string {
  const { tenantId } = partsOfActor(record);
  if (tenantId === '') return 'platform';
  if (tenantId === record.tenantId) return 'partner';
  if (tenantId === record.customerId) return 'customer';
  return tenantId === operatorTenant ? 'operator' : 'other-partner';
}
