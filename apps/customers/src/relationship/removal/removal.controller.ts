import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, asAnsweredFault, GuidPipe } from '#lib/partner-api';
import { Access, CurrentCommand, type Command } from '#lib/service-kit';
import { toResource } from '../../account/customer/customer.dto.js';
import {
  CustomerRelationshipResource,
  toNoRelationshipResource,
  toRelationshipResource,
  toRemoval,
  UpdateCustomerRequest,
} from './removal.dto.js';
import { givingUp, RemovalUseCases } from './removal.use-cases.js';

@ApiTags('Customers')
@Controller('v1/customers')
export class RemovalController {
  constructor(private readonly useCases: RemovalUseCases) {}

  /**
   * Removes the caller's relationship with the customer, or its delegated admin privileges. By removing the relationship the
   * caller represents that it does so in good faith. Nobody is notified. A customer that the caller's platform has reported
   * leaves the list in the same way.
   */
  @Patch(':customerId')
  @Access(givingUp)
  async remove(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: UpdateCustomerRequest,
  ): Promise<CustomerRelationshipResource> {
    const { tenantId: partnerId } = command.caller;
    const answer = await this.useCases.giveUp(command, customerId, toRemoval(request), (state) =>
      asAnsweredFault(request, toResource(state, partnerId)),
    );
    const customer = accepted(answer);
    return customer ? toRelationshipResource(customer, partnerId) : toNoRelationshipResource(customerId);
  }
}
