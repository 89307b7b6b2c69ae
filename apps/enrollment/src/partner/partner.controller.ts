import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiPages, GuidPipe, notFound, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCommand, type Command, operatorAccess } from '#lib/service-kit';
import {
  AssociateMpnRequest,
  ListPartnersQuery,
  OnboardPartnerRequest,
  PartnerResource,
  ProposalDecisionRequest,
  toOnboarding,
  toResource,
} from './partner.dto.js';
import { PartnerRepository } from './partner.repository.js';
import { PartnerUseCases } from './partner.use-cases.js';

@ApiTags('Operator')
@Controller('v1/operator/partners')
export class PartnerController {
  constructor(
    private readonly useCases: PartnerUseCases,
    private readonly partners: PartnerRepository,
  ) {}

  /** Makes a company a partner, active at once. Its tenant has to exist. Repeating it answers the same. */
  @Post()
  @Access({ ...operatorAccess, current: true })
  async onboard(@CurrentCommand() command: Command, @Body() request: OnboardPartnerRequest): Promise<PartnerResource> {
    return toResource(accepted(await this.useCases.onboard(command, toOnboarding(request))));
  }

  /** Partners. With `vettingStatus=pending`: those whose new name or address waits for a decision. */
  @Get()
  @ApiPages(PartnerResource)
  @Access(operatorAccess)
  async list(
    @Query() query: ListPartnersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<PartnerResource>> {
    const seek = seekOf(ListPartnersQuery, query, token, '/operator/partners');
    const found = await this.partners.search(seek.query.vettingStatus, seek);
    return pageOf('/operator/partners', seek, found, toResource);
  }

  /** One partner, as the operator sees it. */
  @Get(':id')
  @Access(operatorAccess)
  async get(@Param('id', GuidPipe) id: string): Promise<PartnerResource> {
    const partner = await this.partners.find(id);
    if (!partner) throw notFound(`There is no partner ${id}.`);
    return toResource(partner);
  }

  /** Associates an MPN ID, because the operator knows whose it is. */
  @Put(':id/mpn')
  @Access(operatorAccess)
  async associateMpn(
    @CurrentCommand() command: Command,
    @Param('id', GuidPipe) id: string,
    @Body() { mpnId }: AssociateMpnRequest,
  ): Promise<PartnerResource> {
    return toResource(accepted(await this.useCases.associate(command, id, mpnId)));
  }

  /** Decides on a new name or address of a partner, which is not in force until it is approved. */
  @Post(':id/legalprofile/decision')
  @HttpCode(200)
  @Access(operatorAccess)
  async decideLegalProfile(
    @CurrentCommand() command: Command,
    @Param('id', GuidPipe) id: string,
    @Body() { decision, reasons = [] }: ProposalDecisionRequest,
  ): Promise<PartnerResource> {
    return toResource(accepted(await this.useCases.reviewProposal(command.id, id, decision, reasons)));
  }
}
