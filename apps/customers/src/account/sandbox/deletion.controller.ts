import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults } from '#lib/contracts';
import { accepted, GuidPipe, invalidArgument, notFound, PartnerError } from '#lib/partner-api';
import { Access, CurrentCommand, type Command } from '#lib/service-kit';
import { CustomerRepository } from '../customer/customer.repository.js';
import { CustomersConfig } from '../../customers.config.js';
import { ExternalRelationshipRepository } from '../external-relationship/external-relationship.repository.js';
import { deleteCustomer } from './deletion.js';

@ApiTags('Customers')
@Controller('v1/customers')
export class DeletionController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
    private readonly config: CustomersConfig,
  ) {}

  /** Deletes a customer, in a sandbox only. Its domain is free soon after. */
  @Delete(':customerId')
  @HttpCode(204)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes: ['direct-bill', 'indirect-provider'], app: true })
  async delete(
    @CurrentCommand() { id, caller }: Command,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<void> {
    if (!this.config.isSandbox) {
      throw new PartnerError(
        faults.notInThisEnvironment,
        'This operation is not supported in this environment. Customers can be deleted in a sandbox only. Remove the ' +
          'relationship by PATCH /v1/customers/{id}.',
      );
    }
    const { tenantId } = caller;
    const customer = await this.customers.decideAlsoAfter(tenantId, customerId, id, (state, now) =>
      deleteCustomer(state, tenantId, now),
    );
    if (accepted(customer)) await this.externals.end(tenantId, customerId, id, 'removed');
    else await this.refuseStranger(tenantId, customerId);
  }

  /** Who has the customer through another portal alone cannot end its tenant. */
  private async refuseStranger(partnerId: string, customerId: string): Promise<never> {
    if (!(await this.externals.find(partnerId, customerId))) throw notFound(`You have no customer ${customerId}.`);
    throw invalidArgument(
      `You have no reseller relationship with the customer ${customerId}. Take it off your list instead: PATCH ` +
        `/v1/customers/${customerId} {"relationshipToPartner": "none"}.`,
    );
  }
}
