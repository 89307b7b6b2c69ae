import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiPages, type Collection, GuidPipe, notFound } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { ExternalRelationshipRepository } from '../external-relationship/external-relationship.repository.js';
import {
  CreateCustomerRequest,
  CustomerResource,
  externalToResource,
  ListCustomersQuery,
  toCreatedResource,
  toNewCustomer,
  toResource,
} from './customer.dto.js';
import { listCustomers } from './customer.list.js';
import { CustomerRepository } from './customer.repository.js';
import { creating, CustomerUseCases } from './customer.use-cases.js';

@ApiTags('Customers')
@Controller('v1/customers')
export class CustomerController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
    private readonly useCases: CustomerUseCases,
  ) {}

  /** Creates a customer with its tenant and admin user, whose one-time password is in this answer only. */
  @Post()
  @Access(creating)
  async create(@CurrentCommand() command: Command, @Body() request: CreateCustomerRequest): Promise<CustomerResource> {
    const created = accepted(
      await this.useCases.create(command, toNewCustomer(request, command.idOf('billing-profile'))),
    );
    return toCreatedResource(created, command.caller.tenantId);
  }

  /**
   * The caller's customers, in pages that stay stable while customers come and go. They include customers that its platforms
   * have reported, with `relationshipToPartner: none`.
   */
  @Get()
  @ApiPages(CustomerResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListCustomersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<CustomerResource>> {
    const { customers, externals } = this;
    return listCustomers({ customers, externals }, caller.tenantId, query, token);
  }

  /** One of the caller's customers, with all details. */
  @Get(':customerId')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<CustomerResource> {
    const { tenantId } = caller;
    const customer = await this.customers.find(tenantId, customerId);
    if (customer) return toResource(customer, tenantId);
    const external = await this.externals.find(tenantId, customerId);
    if (!external) {
      // What was external a moment ago may be a customer by now.
      const meanwhile = await this.customers.find(tenantId, customerId);
      if (meanwhile) return toResource(meanwhile, tenantId);
      throw notFound(`You have no customer ${customerId}.`);
    }
    return externalToResource(external, await this.customers.holdsPrivileges(tenantId, customerId));
  }
}
