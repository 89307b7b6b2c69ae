import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { ApiPages, notFound, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, type Caller } from '#lib/service-kit';
import { NotificationsConfig } from '../notifications.config.js';
import { historyOf, partsOfActor, type AuditRecord } from './audit-record.js';
import { AuditRecordResource, ListAuditRecordsQuery, toResource, type AuditReader } from './audit.dto.js';
import { auditSearchOf } from './audit.list.js';
import { AuditRepository } from './audit.repository.js';
import { UsersClient } from './users.client.js';

const readers: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes, app: true };

@ApiTags('Activity log')
@Controller()
export class AuditController {
  constructor(
    private readonly records: AuditRepository,
    private readonly users: UsersClient,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every change that concerns the caller's tenant, the latest first: who, what, when, the old and the new value. */
  @Get('v1/auditrecords')
  @ApiPages(AuditRecordResource)
  @Access(readers)
  async list(
    @CurrentCaller() { tenantId }: Caller,
    @Query() { 'MS-ContinuationToken': tokenInQuery, ...query }: ListAuditRecordsQuery,
    @Headers('MS-ContinuationToken') token = tokenInQuery,
    @Headers('MS-PartnerCenter-Client') client?: string,
  ): Promise<Collection<AuditRecordResource>> {
    const seek = seekOf(ListAuditRecordsQuery, query, token, `/auditrecords of ${tenantId}`);
    const found = await this.records.search(tenantId, { ...auditSearchOf(seek.query, this.clock.now()), ...seek });
    const reader = await this.readerOf(tenantId, found, client);
    return pageOf('/auditrecords', seek, found, (record) => toResource(record, reader));
  }

  /** One change, as the `AuditUri` of a webhook names it. */
  @Get('auditactivity/v1/auditrecords/:auditRecordId')
  @Access(readers)
  async get(
    @CurrentCaller() { tenantId }: Caller,
    @Param('auditRecordId') auditRecordId: string,
    @Headers('MS-PartnerCenter-Client') client?: string,
  ): Promise<AuditRecordResource> {
    const record = await this.records.find(tenantId, auditRecordId);
    if (!record) throw notFound(`You have no audit record ${auditRecordId}.`);
    return toResource(record, await this.readerOf(tenantId, [record], client));
  }

  private async readerOf(tenantId: string, records: AuditRecord[], client = ''): Promise<AuditReader> {
    const actors = records.map(partsOfActor).filter((actor) => actor.tenantId === tenantId);
    const ids = [...new Set(actors.map(({ id }) => id))];
    const names = await Promise.all(
      ids.map(async (id) => {
        const latest = await this.records.latest(tenantId, historyOf('/services/identity', id));
        return [id, latest ? nameIn(latest) : await this.users.nameOf(tenantId, id)] as const;
      }),
    );
    return {
      operatorTenant: this.config.OPERATOR_TENANT,
      users: new Map(names.filter((entry): entry is [string, string] => entry[1] !== undefined)),
      java: /java/i.test(client),
    };
  }
}

/** What a user is called by the latest record of it. A purged one has no name any more, and is told of by its id. */
function nameIn(record: AuditRecord): string {
  const { userPrincipalName, userId } = JSON.parse(record.newValue) as { userPrincipalName?: string; userId: string };
  return userPrincipalName ?? userId;
}
