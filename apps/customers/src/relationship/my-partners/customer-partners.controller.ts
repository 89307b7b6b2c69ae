import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApiCollection,
  ApiPages,
  collection,
  GuidPipe,
  notFound,
  pageOf,
  SeekQuery,
  seekOf,
  type Collection,
} from '#lib/partner-api';
import { Access, CurrentCaller, partnerOf, ProjectedPartners, type Caller } from '#lib/service-kit';
import { CustomerResource, toListItem } from '../../account/customer/customer.dto.js';
import { partnersSharedWith } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { CustomerPartnerResource, toCustomerPartner } from './customer-partner.dto.js';

const anyAgent: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
  partnerTypes: ['indirect-provider', 'indirect-reseller'],
};

/** The customers that a provider and a reseller share. */
@ApiTags('Partnerships')
@Controller('v1')
export class CustomerPartnersController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly partners: ProjectedPartners,
  ) {}

  /** The customers that the caller shares with this partner, also after the partnership has ended. */
  @Get('partnerships/:partnerId/customers')
  @ApiPages(CustomerResource)
  @Access(anyAgent)
  async shared(
    @CurrentCaller() { tenantId }: Caller,
    @Param('partnerId', GuidPipe) partnerId: string,
    @Query() query: SeekQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<CustomerResource>> {
    const seek = seekOf(SeekQuery, query, token, `/partnerships/${partnerId}/customers of ${tenantId}`);
    const found = await this.customers.search(tenantId, { associatedPartnerId: partnerId, ...seek });
    return pageOf(`/partnerships/${partnerId}/customers`, seek, found, toListItem);
  }

  /** A provider sees the resellers that the customer came through, as long as they have it; a reseller sees the providers. */
  @Get('customers/:customerId/relationships')
  @ApiCollection(CustomerPartnerResource)
  @Access(anyAgent)
  async relationships(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<Collection<CustomerPartnerResource>> {
    const customer = await this.customers.find(caller.tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    const partners = await this.partners.findAll(partnersSharedWith(customer, caller.tenantId));
    const items = [...partners].map(([id, partner]) => toCustomerPartner(id, partner, partnerOf(caller).partnerType));
    return collection(`/customers/${customerId}/relationships`, items);
  }
}
