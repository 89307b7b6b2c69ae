import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiCollection, collection, GuidPipe, type Collection } from '#lib/partner-api';
import { Access, customerAccess, CurrentCaller, type Caller } from '#lib/service-kit';
import { MySubscriptionResource, SupportInvitationRequest, SupportInvitationResource } from './my-subscriptions.dto.js';
import { MySubscriptionsUseCases } from './my-subscriptions.use-cases.js';

@ApiTags('For customers')
@Controller('v1/my/subscriptions')
export class MySubscriptionsController {
  constructor(private readonly useCases: MySubscriptionsUseCases) {}

  /** Everything that the caller's company has bought, from all partners. */
  @Get()
  @ApiCollection(MySubscriptionResource)
  @Access({ ...customerAccess, app: true })
  async list(@CurrentCaller() caller: Caller): Promise<Collection<MySubscriptionResource>> {
    return collection('/my/subscriptions', await this.useCases.list(caller));
  }

  /** One of them. */
  @Get(':subscriptionId')
  @Access({ ...customerAccess, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
  ): Promise<MySubscriptionResource> {
    return accepted(await this.useCases.get(caller, subscriptionId));
  }

  /** Drafts the mail that asks another partner to support the subscription, with its id. Nothing is sent or kept. */
  @Post(':subscriptionId/supportinvitations')
  @HttpCode(200)
  @Access(customerAccess)
  async draft(
    @CurrentCaller() caller: Caller,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
    @Body() { partnerId }: SupportInvitationRequest,
  ): Promise<SupportInvitationResource> {
    return accepted(await this.useCases.draftSupportInvitation(caller, subscriptionId, partnerId.toLowerCase()));
  }
}
