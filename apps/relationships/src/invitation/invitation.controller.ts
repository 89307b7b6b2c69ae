import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { accepted, ApiPages, GuidPipe, pageOf, seekOf, type Collection } from '#lib/partner-api';
import {
  Access,
  CurrentCaller,
  CurrentCommand,
  partnerOf,
  RateLimit,
  type Caller,
  type Command,
} from '#lib/service-kit';
import { invitationStatuses } from './invitation.js';
import {
  InvitationCounts,
  InvitationResource,
  ListInvitationsQuery,
  MailInvitationRequest,
  RequestedMailResource,
} from './invitation.dto.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationResources } from './invitation-resources.js';
import { InvitationUseCases, inviting } from './invitation.use-cases.js';

@ApiTags('Partnerships')
@Controller('v1/partnershipinvitations')
export class InvitationController {
  constructor(
    private readonly useCases: InvitationUseCases,
    private readonly invitations: InvitationRepository,
    private readonly resources: InvitationResources,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Invites a reseller with a link that works once. Answers the draft of a mail. Needs no body. */
  @Post()
  @Access({ ...inviting, current: true })
  async create(@CurrentCommand() command: Command): Promise<InvitationResource> {
    return this.resources.of(await this.useCases.create(command), partnerOf(command.caller));
  }

  /** The caller's invitations. */
  @Get()
  @ApiPages(InvitationResource)
  @Access(inviting)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListInvitationsQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<InvitationResource>> {
    const seek = seekOf(ListInvitationsQuery, query, token, `/partnershipinvitations of ${caller.tenantId}`);
    const { status } = seek.query;
    const found = await this.invitations.search(caller.tenantId, { ...seek, status, now: this.clock.now() });
    return pageOf('/partnershipinvitations', seek, found, (one) => this.resources.of(one, partnerOf(caller)));
  }

  /** How many invitations of the caller are open, accepted, revoked and expired. */
  @Get('counts')
  @Access(inviting)
  async counts(@CurrentCaller() { tenantId }: Caller): Promise<InvitationCounts> {
    const now = this.clock.now();
    const counts = await Promise.all(
      invitationStatuses.map(
        async (status) => [status, await this.invitations.countOf(tenantId, status, now)] as const,
      ),
    );
    return Object.fromEntries(counts) as Record<(typeof invitationStatuses)[number], number>;
  }

  /** One of the caller's invitations. */
  @Get(':invitationId')
  @Access(inviting)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('invitationId', GuidPipe) invitationId: string,
  ): Promise<InvitationResource> {
    return this.resources.of(accepted(await this.useCases.find(caller, invitationId)), partnerOf(caller));
  }

  /** Revokes an invitation: its link no longer works. 409: it was accepted already. */
  @Delete(':invitationId')
  @HttpCode(204)
  @Access(inviting)
  async revoke(
    @CurrentCommand() command: Command,
    @Param('invitationId', GuidPipe) invitationId: string,
  ): Promise<void> {
    accepted(await this.useCases.revoke(command, invitationId));
  }

  /**
   * Has the invitation mailed in the platform's words, with a paragraph of the caller's own. Up to 5 times each invitation,
   * and 3 times a day to one address. To write the whole mail, send the draft yourself.
   */
  @Post(':invitationId/mails')
  @HttpCode(202)
  @RateLimit(60)
  @Access(inviting)
  async mail(
    @CurrentCommand() command: Command,
    @Param('invitationId', GuidPipe) invitationId: string,
    @Body() request: MailInvitationRequest,
  ): Promise<RequestedMailResource> {
    const { subject } = await this.get(command.caller, invitationId);
    const { id, email } = accepted(await this.useCases.requestMail(command, invitationId, { ...request }));
    return { id, email, subject };
  }
}
