import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiCollection, collection, type Collection } from '#lib/partner-api';
import {
  Access,
  customerAccess,
  CurrentCaller,
  CurrentCommand,
  ProjectedPartners,
  RateLimit,
  type Caller,
  type Command,
} from '#lib/service-kit';
import { MyPartnerResource } from '../my-partners/my-partners.dto.js';
import { MyPartnersUseCases } from '../my-partners/my-partners.use-cases.js';
import { partnersOf } from './relationship-request.js';
import { AcceptRequest, InvitationResource, LanguageQuery, toInvitation } from './relationship-request.dto.js';
import { RelationshipRequestUseCases } from './relationship-request.use-cases.js';

/** For the customer that has the link. */
@ApiTags('For customers')
@Controller('v1/my/invitations/:token')
export class MyInvitationController {
  constructor(
    private readonly useCases: RelationshipRequestUseCases,
    private readonly partners: ProjectedPartners,
    private readonly myPartners: MyPartnersUseCases,
  ) {}

  /** Who asks, and what is accepted. Changes nothing. */
  @Get()
  @RateLimit(60)
  @Access(customerAccess)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('token') token: string,
    @Query() { language = 'en' }: LanguageQuery,
  ): Promise<InvitationResource> {
    const { asking, request } = accepted(await this.useCases.atLink(caller, token));
    return toInvitation(request, await this.partners.findAll(partnersOf(asking)), language);
  }

  /**
   * Accepts all who ask, and the Microsoft Customer Agreement in the same step if `acceptAgreement` is given: all of it
   * or nothing. Answers the partners that were accepted. To the company that used a link a repeat answers the same.
   */
  @Post('accept')
  @HttpCode(200)
  @RateLimit(60)
  @ApiCollection(MyPartnerResource)
  @Access(customerAccess)
  async accept(
    @CurrentCommand() command: Command,
    @Param('token') token: string,
    @Body() { acceptAgreement }: AcceptRequest,
  ): Promise<Collection<MyPartnerResource>> {
    const partnerIds = accepted(await this.useCases.accept(command, token, acceptAgreement && { ...acceptAgreement }));
    const partners = await this.myPartners.list(command.caller);
    return collection(
      '/my/partners',
      partners.filter(({ id }) => partnerIds.includes(id)),
    );
  }

  /** Declines. This uses up a single-use link; a standing link stays. */
  @Post('decline')
  @HttpCode(204)
  @RateLimit(60)
  @Access(customerAccess)
  async decline(@CurrentCommand() command: Command, @Param('token') token: string): Promise<void> {
    accepted(await this.useCases.decline(command, token));
  }
}
