import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { assertAsAnswered, GuidPipe, PartnerError } from '#lib/partner-api';
import { Access, CurrentCommand, type Command } from '#lib/service-kit';
import { toResource } from '../../account/customer/customer.dto.js';
import { rejectStranger } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { ExternalRelationshipRepository } from '../../account/external-relationship/external-relationship.repository.js';
import {
  CustomerRelationshipResource,
  toNoRelationshipResource,
  toRelationshipResource,
  toRemoval,
  UpdateCustomerRequest,
} from './removal.dto.js';
import { giveUp } from './removal.js';

@ApiTags('Customers')
@Controller('v1/customers')
export class RemovalController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
  ) {}

  /**
   * Removes the caller's relationship with the customer, or its delegated admin privileges. By removing the relationship the
   * caller represents that it does so in good faith. Nobody is notified. A customer that the caller's platform has reported
   * leaves the list in the same way.
   */
  @Patch(':customerId')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes })
  async remove(
    @CurrentCommand() { id, caller }: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: UpdateCustomerRequest,
  ): Promise<CustomerRelationshipResource> {
    const { tenantId: partnerId, objectId: userId } = caller;
    const removal = toRemoval(request);
    const customer = await this.customers.decideAlsoAfter(partnerId, customerId, id, (state, now) => {
      const isOwn = state.relationships.some((relationship) => relationship.partnerId === partnerId);
      // Who had a relationship is told nothing of the customer any more, so there is nothing to compare with.
      if (isOwn) assertAsAnswered(request, toResource(state, partnerId));
      return giveUp(state, removal, { partnerId, userId }, now);
    });
    const external = removal.relationship
      ? await this.externals.end(partnerId, customerId, id, 'removed')
      : await this.externals.find(partnerId, customerId);
    if (customer) return toRelationshipResource(customer, partnerId);
    if (external) return toNoRelationshipResource(customerId);
    throw PartnerError.of(rejectStranger(partnerId, customerId).rejection);
  }
}
