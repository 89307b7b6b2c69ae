import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type Rejected } from '#lib/decision';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { CommandReceipts, PartnersClient } from '#lib/service-kit';
import {
  recordExternalRelationship,
  type RecordExternalRelationshipV1,
} from '#contracts/customers/platforms/record-external-relationship.v1';
import { telling } from '../telling.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { TenantsClient } from '../../neighbours/tenant/tenants.client.js';
import { recordingFault, type ExternalDetails } from '../../account/external-relationship/external-relationship.js';
import { ExternalRelationshipRepository } from '../../account/external-relationship/external-relationship.repository.js';

@Controller()
export class ExternalRelationshipConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly relationships: ExternalRelationshipRepository,
    private readonly customers: CustomerRepository,
    private readonly partners: PartnersClient,
    private readonly tenants: TenantsClient,
  ) {}

  @CommandHandler(recordExternalRelationship)
  record(@Payload() command: CommandMessage<RecordExternalRelationshipV1>): Promise<void> {
    const { data, time } = command;
    const customerId = data.customerId.toLowerCase();
    const details: ExternalDetails = {
      companyName: data.companyName,
      domain: data.domain.toLowerCase(),
      country: data.country,
      cloud: data.cloud,
    };
    return this.receipts.take(command, {
      access: telling,
      check: ({ tenantId }) => this.tellingFault(tenantId, customerId, details),
      apply: async ({ id: commandId, caller: { tenantId: partnerId } }) => {
        // Who has accepted the partner here is on its list already, as what it is.
        if (await this.customers.find(partnerId, customerId)) return;
        await this.relationships.record({ partnerId, commandId }, customerId, details, time);
      },
    });
  }

  /** Where identity knows the tenant, that decides on its country and cloud, and not what is told of it. */
  private async tellingFault(
    partnerId: string,
    customerId: string,
    told: ExternalDetails,
  ): Promise<Rejected | undefined> {
    const [partner, own, tenant, isDeleted] = await Promise.all([
      this.partners.find(partnerId),
      this.partners.find(customerId),
      this.tenants.find(customerId),
      this.customers.isBuried(customerId),
    ]);
    const isPartner = own !== undefined;
    return recordingFault({ customerId, partner, customer: tenant ?? told, isPartner, isDeleted });
  }
}
