import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, GuidPipe, notFound } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import {
  ChangeBillingProfileRequest,
  CustomerBillingProfileResource,
  CustomerCompanyProfileResource,
  toBillingProfile,
  toChangedProfile,
  toCompanyProfile,
} from './profile.dto.js';
import { changingBilling, ProfileUseCases } from './profile.use-cases.js';

const readers: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
  partnerTypes,
  app: true,
};

/** What is known of a customer's company. */
@ApiTags('Customers')
@Controller('v1/customers/:customerId/profiles')
export class CustomerProfileController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly useCases: ProfileUseCases,
  ) {}

  /** What the customer's company is called and where it is. */
  @Get('company')
  @Access(readers)
  async company(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<CustomerCompanyProfileResource> {
    return toCompanyProfile(await this.find(caller, customerId));
  }

  /** How the customer is billed. */
  @Get('billing')
  @Access(readers)
  async billing(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<CustomerBillingProfileResource> {
    return toBillingProfile(await this.find(caller, customerId));
  }

  /**
   * Replaces the billing profile as a whole. An etag that is sent, as If-Match or in the body's attributes, has to be
   * that of the profile: else 400 with 2055. Without one the profile is overwritten.
   */
  @Put('billing')
  @ApiHeader({ name: 'If-Match', required: false })
  @Access(changingBilling)
  async changeBilling(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: ChangeBillingProfileRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<CustomerBillingProfileResource> {
    const etags = [ifMatch, request.attributes?.etag];
    return toBillingProfile(
      accepted(await this.useCases.changeBilling(command, customerId, toChangedProfile(request), etags)),
    );
  }

  private async find({ tenantId }: Caller, customerId: string): Promise<Customer> {
    const customer = await this.customers.find(tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    return customer;
  }
}
