import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, GuidPipe } from '#lib/partner-api';
import {
  Access,
  CurrentCaller,
  CurrentCommand,
  partnerOf,
  ProjectedPartners,
  type Caller,
  type Command,
} from '#lib/service-kit';
import {
  CreateRelationshipRequest,
  RelationshipRequestResource,
  LanguageQuery,
  StandingLinkQuery,
  StandingLinkResource,
  toResource,
} from './relationship-request.dto.js';
import { asking, RelationshipRequestUseCases } from './relationship-request.use-cases.js';
import { type RelationshipRequest } from './relationship-request.js';
import { requestDraft } from './texts/request-draft.js';
import { RequestLinks } from './request-links.js';

@ApiTags('Relationship requests')
@Controller('v1/customers/relationshiprequests')
export class RelationshipRequestController {
  constructor(
    private readonly useCases: RelationshipRequestUseCases,
    private readonly links: RequestLinks,
    private readonly partners: ProjectedPartners,
  ) {}

  /** The caller's standing link: any customer can use it, any number of times. It creates nothing. */
  @Get()
  @Access(asking)
  async standing(@CurrentCaller() caller: Caller, @Query() query: StandingLinkQuery): Promise<StandingLinkResource> {
    const { indirectCloudSolutionProviderId: providerId, indirectResellerId: resellerId } = query;
    const who = accepted(
      await this.useCases.askingOf(caller, {
        providerId: providerId?.toLowerCase(),
        resellerId: resellerId?.toLowerCase(),
      }),
    );
    const url = this.links.urlOf(this.links.standingTokenOf(who), who, partnerOf(caller).mpnId);
    return { url, attributes: { objectType: 'RelationshipRequest' } };
  }

  /** A link that one customer can use once, for the caller or for it and its provider, with the draft of a mail. */
  @Post()
  @Access({ ...asking, current: true })
  async create(
    @CurrentCommand() command: Command,
    @Body() { indirectProviderId, language = 'en' }: CreateRelationshipRequest,
  ): Promise<RelationshipRequestResource> {
    const { caller } = command;
    const who = accepted(await this.useCases.askingOf(caller, { providerId: indirectProviderId?.toLowerCase() }));
    return this.withLink(caller, await this.useCases.create(command, who), language);
  }

  /** One of the caller's requests that work once, with its link and the draft of a mail. */
  @Get(':requestId')
  @Access({ ...asking, current: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('requestId', GuidPipe) requestId: string,
    @Query() { language = 'en' }: LanguageQuery,
  ): Promise<RelationshipRequestResource> {
    return this.withLink(caller, accepted(await this.useCases.find(caller, requestId)), language);
  }

  private async withLink(
    caller: Caller,
    request: RelationshipRequest,
    language: string,
  ): Promise<RelationshipRequestResource> {
    const token = this.links.tokenOf(request.id);
    const { companyName: partner, mpnId } = partnerOf(caller);
    const url = this.links.urlOf(token, request, mpnId);
    const { indirectProviderId, expiresAt } = request;
    const provider = indirectProviderId && (await this.partners.find(indirectProviderId))?.companyName;
    const draft = requestDraft({ partner, ...(provider && { provider }), url, expiresAt, language });
    return toResource(request, { token, url, ...draft });
  }
}
