import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPages, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, type Caller } from '#lib/service-kit';
import {
  ListRelationshipsQuery,
  PartnerRelationshipResource,
  toRelationship,
  toRelationshipType,
} from './partnership.dto.js';
import { searchPartnerships, sideOf } from './partnership.list.js';
import { PartnershipRepository } from './partnership.repository.js';
import { PartnershipViews } from './partnership.views.js';

@ApiTags('Partnerships')
@Controller('v1/relationships')
export class RelationshipController {
  constructor(
    private readonly partnerships: PartnershipRepository,
    private readonly views: PartnershipViews,
  ) {}

  /** The caller's indirect resellers or indirect providers, as Partner Center lists them. Only active partnerships are shown. */
  @Get()
  @ApiPages(PartnerRelationshipResource)
  @Access({
    roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
    partnerTypes: ['indirect-provider', 'indirect-reseller'],
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListRelationshipsQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<PartnerRelationshipResource>> {
    const seek = seekOf(ListRelationshipsQuery, query, token, `/relationships of ${caller.tenantId}`);
    const asked = toRelationshipType(seek.query.relationship_type);
    const scope = { ...sideOf(caller), status: 'active' } as const;
    const own = scope.side === 'provider' ? 'is_indirect_cloud_solution_provider_of' : 'is_indirect_reseller_of';
    // A provider is nobody's reseller, and a reseller nobody's provider.
    const nothing = asked && asked !== own;
    const found = nothing
      ? []
      : await searchPartnerships(this.partnerships, this.views, scope, seek, seek.query.filter);
    return pageOf('/relationships', seek, found, toRelationship);
  }
}
