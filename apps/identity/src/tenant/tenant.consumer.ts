import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { accepted } from '#lib/partner-api';
import { customerCreated, type CustomerCreatedV1 } from '#contracts/customers/customer/customer-created.v1';
import { customerDeleted, type CustomerDeletedV1 } from '#contracts/customers/customer/customer-deleted.v1';
import { TenantRepository } from './tenant.repository.js';

@Controller()
export class TenantConsumer {
  constructor(private readonly tenants: TenantRepository) {}

  @EventHandler(customerCreated)
  async created(@Payload() event: EventMessage<CustomerCreatedV1>): Promise<void> {
    accepted(await this.tenants.confirm(event.data.customerId));
  }

  @EventHandler(customerDeleted)
  async deleted(@Payload() event: EventMessage<CustomerDeletedV1>): Promise<void> {
    await this.tenants.end(event.data.customerId);
    await this.tenants.purgeReleased();
  }
}
