import { Controller, Delete, Get, Headers, HttpCode, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiPages, GuidPipe, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { EndPartnershipQuery, ListPartnershipsQuery, PartnershipResource } from './partnership.dto.js';
import { searchPartnerships, sideOf } from './partnership.list.js';
import { PartnershipRepository } from './partnership.repository.js';
import { ending, PartnershipUseCases, takingBackAccess } from './partnership.use-cases.js';
import { PartnershipViews } from './partnership.views.js';

const partnerTypes = ['indirect-provider', 'indirect-reseller'] as const;
const anyAgent: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
  partnerTypes,
  app: true,
};

@ApiTags('Partnerships')
@Controller('v1/partnerships')
export class PartnershipController {
  constructor(
    private readonly partnerships: PartnershipRepository,
    private readonly useCases: PartnershipUseCases,
    private readonly views: PartnershipViews,
  ) {}

  /** The caller's partnerships, from either side: the active ones, or those that have ended. */
  @Get()
  @ApiPages(PartnershipResource)
  @Access(anyAgent)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListPartnershipsQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<PartnershipResource>> {
    const seek = seekOf(ListPartnershipsQuery, query, token, `/partnerships of ${caller.tenantId}`);
    const scope = { ...sideOf(caller), status: seek.query.status ?? 'active' };
    const found = await searchPartnerships(this.partnerships, this.views, scope, seek);
    const page = pageOf('/partnerships', seek, found, (view) => view);
    return { ...page, items: await this.views.resources(page.items) };
  }

  /** The caller's partnership with this partner, also after it has ended. */
  @Get(':partnerId')
  @Access(anyAgent)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<PartnershipResource> {
    return this.views.of(caller, accepted(await this.useCases.find(caller, partnerId)));
  }

  /**
   * Ends the partnership, from either side: the provider's new orders for customers of both are refused, and its
   * administrator access ends. Customers and their relationships stay. Ending it twice answers the same.
   */
  @Delete(':partnerId')
  @HttpCode(204)
  @Access(ending)
  async end(
    @CurrentCommand() command: Command,
    @Param('partnerId', GuidPipe) partnerId: string,
    @Query() { reason }: EndPartnershipQuery,
  ): Promise<void> {
    accepted(await this.useCases.end(command, partnerId, reason));
  }

  /** Takes away the provider's administrator access to the caller's work account. The partnership stays. */
  @Delete(':partnerId/adminaccess')
  @HttpCode(204)
  @Access(takingBackAccess)
  async removeAdminAccess(
    @CurrentCommand() command: Command,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<void> {
    accepted(await this.useCases.removeAdminAccess(command, partnerId));
  }
}
