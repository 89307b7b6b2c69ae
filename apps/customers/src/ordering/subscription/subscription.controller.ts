import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiCollection, collection, type Collection, GuidPipe } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import {
  ListSubscriptionsQuery,
  SubscriptionResource,
  toResource,
  UpdateSubscriptionRequest,
} from './subscription.dto.js';
import { changing, SubscriptionUseCases } from './subscription.use-cases.js';

@ApiTags('Subscriptions')
@Controller('v1/customers/:customerId/subscriptions')
export class SubscriptionController {
  constructor(private readonly useCases: SubscriptionUseCases) {}

  /**
   * The subscriptions that the caller has ordered for the customer, is on record for as its reseller, or supports. Nothing else
   * is shown.
   */
  @Get()
  @ApiCollection(SubscriptionResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() query: ListSubscriptionsQuery,
  ): Promise<Collection<SubscriptionResource>> {
    const subscriptions = accepted(await this.useCases.list(caller, customerId, query));
    return collection(
      `/customers/${customerId}/subscriptions`,
      subscriptions.map((subscription) => toResource(customerId, subscription, caller.tenantId)),
    );
  }

  /** The add-ons of a subscription. */
  @Get(':subscriptionId/addons')
  @ApiCollection(SubscriptionResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async addOns(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
  ): Promise<Collection<SubscriptionResource>> {
    const addOns = accepted(await this.useCases.addOns(caller, customerId, subscriptionId));
    return collection(
      `/customers/${customerId}/subscriptions/${subscriptionId}/addons`,
      addOns.map((subscription) => toResource(customerId, subscription, caller.tenantId)),
    );
  }

  /** One subscription of the customer that the caller may see. */
  @Get(':subscriptionId')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
  ): Promise<SubscriptionResource> {
    return toResource(
      customerId,
      accepted(await this.useCases.get(caller, customerId, subscriptionId)),
      caller.tenantId,
    );
  }

  /**
   * Suspends, activates or renames a subscription, switches its automatic renewal, schedules what it is to be from then on, or
   * cancels it within a week (`deleted`). Other licences or terms are checked as an order is. The reseller on record, while it
   * holds delegated admin privileges, suspends, activates and renames it, and switches the automatic renewal.
   */
  @Patch(':subscriptionId')
  @ApiHeader({ name: 'If-Match', description: 'The etag that was read; it can be in the attributes.', required: false })
  @Access(changing)
  async change(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
    @Body() request: UpdateSubscriptionRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<SubscriptionResource> {
    const changed = accepted(await this.useCases.change(command, customerId, subscriptionId, request, ifMatch));
    return toResource(customerId, changed, command.caller.tenantId);
  }

  /** The caller supports a subscription that the customer has bought from another partner, and sees it from now on. */
  @Post(':subscriptionId/support')
  @HttpCode(200)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'], partnerTypes })
  async support(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('subscriptionId', GuidPipe) subscriptionId: string,
  ): Promise<SubscriptionResource> {
    const supported = accepted(await this.useCases.support(command, customerId, subscriptionId));
    return toResource(customerId, supported, command.caller.tenantId);
  }
}
