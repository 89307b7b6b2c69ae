import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { accepted } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, RateLimit, type Caller, type Command } from '#lib/service-kit';
import { PartnershipResource } from '../../partnership/partnership.dto.js';
import { PartnershipViews } from '../../partnership/partnership.views.js';
import { AcceptInvitationRequest, InvitationLinkResource, toLinkResource } from '../invitation.dto.js';
import { InvitingProviders } from '../inviting-providers.js';
import { InvitationUseCases } from '../invitation.use-cases.js';

/** Who may authorise a provider is decided with the invitation at hand, so that each refusal says what to do. */
const globalAdmin: Access = { roles: ['GlobalAdmin'], partnerTypes: 'none' };

/** For the reseller that has the link. */
@ApiTags('Partnerships')
@Controller('v1/partnershipinvitations/by-token')
export class InvitationLinkController {
  constructor(
    private readonly useCases: InvitationUseCases,
    private readonly providers: InvitingProviders,
    private readonly views: PartnershipViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who invites, and what the reseller consents to. Changes nothing. */
  @Get(':token')
  @RateLimit(60)
  @Access(globalAdmin)
  async get(@CurrentCaller() { tenantId }: Caller, @Param('token') token: string): Promise<InvitationLinkResource> {
    const invitation = accepted(await this.useCases.atLink(token, tenantId));
    return toLinkResource(invitation, await this.providers.of(invitation), this.clock.now());
  }

  /** Authorises the provider. The link works once. If the same company accepts again, it gets the same answer. */
  @Post(':token/accept')
  @HttpCode(200)
  @RateLimit(60)
  @Access(globalAdmin)
  async accept(
    @CurrentCommand() command: Command,
    @Param('token') token: string,
    @Body() _consent: AcceptInvitationRequest,
  ): Promise<PartnershipResource> {
    return this.views.of(command.caller, accepted(await this.useCases.accept(command, token)));
  }
}
