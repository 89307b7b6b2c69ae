import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiCollection, collection, GuidPipe, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import {
  asksForProducts,
  LicenseGroupQuery,
  LicenseResource,
  LicenseUpdateRequest,
  LicenseUpdateResource,
  SubscribedSkuResource,
  toLicense,
  toLicenseUpdate,
  toSubscribedSku,
  toUpdateResource,
} from './customer-license.dto.js';
import { CustomerLicenseUseCases } from './customer-license.use-cases.js';

const readers: Access = { roles: ['AdminAgent', 'HelpdeskAgent'], partnerTypes };

/** The licences of a customer's users, for partners that hold delegated admin privileges for it; also after the relationship. */
@ApiTags('Customer licenses')
@Controller('v1/customers/:customerId')
export class CustomerLicenseController {
  constructor(private readonly useCases: CustomerLicenseUseCases) {}

  /** What the customer has subscribed to, from all its partners together, and how much of it is assigned. */
  @Get('subscribedskus')
  @ApiCollection(SubscribedSkuResource)
  @Access(readers)
  async subscribed(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() query: LicenseGroupQuery,
  ): Promise<Collection<SubscribedSkuResource>> {
    const skus = accepted(await this.useCases.subscribed(caller, customerId));
    const found = asksForProducts(query) ? skus.map(toSubscribedSku) : [];
    return collection(`/customers/${customerId}/subscribedskus`, found);
  }

  /** The licences that a user has. */
  @Get('users/:userId/licenses')
  @ApiCollection(LicenseResource)
  @Access(readers)
  async held(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
    @Query() query: LicenseGroupQuery,
  ): Promise<Collection<LicenseResource>> {
    const licenses = accepted(await this.useCases.held(caller, customerId, userId));
    const found = asksForProducts(query) ? licenses.map(toLicense) : [];
    return collection(`/customers/${customerId}/users/${userId}/licenses`, found);
  }

  /** Gives licences to a user, changes the service plans of its licences, or takes licences away. 400 with 60012: none are left. */
  @Post('users/:userId/licenseupdates')
  @Access({ roles: ['AdminAgent'], partnerTypes, current: true })
  async update(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
    @Body() request: LicenseUpdateRequest,
  ): Promise<LicenseUpdateResource> {
    accepted(await this.useCases.update(command, customerId, userId, toLicenseUpdate(request)));
    return toUpdateResource(request);
  }
}
