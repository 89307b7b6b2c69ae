import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import {
  customerRelationshipEstablished,
  type CustomerRelationshipEstablishedV1,
} from '#contracts/customers/customer-relationship-established.v1';
import { customerChanged, type CustomerChangedV1 } from '#contracts/customers/customer-changed.v1';
import {
  customerAdminPrivilegesRemoved,
  type CustomerAdminPrivilegesRemovedV1,
} from '#contracts/customers/customer-admin-privileges-removed.v1';
import { customerCreated, type CustomerCreatedV1 } from '#contracts/customers/customer-created.v1';
import { customerDeleted, type CustomerDeletedV1 } from '#contracts/customers/customer-deleted.v1';
import {
  customerRelationshipRemoved,
  type CustomerRelationshipRemovedV1,
} from '#contracts/customers/customer-relationship-removed.v1';
import { CustomerProjection } from './customer.projection.js';

@Controller()
export class CustomerConsumer {
  constructor(private readonly customers: CustomerProjection) {}

  @EventHandler(customerCreated)
  created(@Payload() event: EventMessage<CustomerCreatedV1>): Promise<void> {
    const { companyName, domain, country, cloud, relationships } = event.data;
    return this.customers.apply(event, {
      companyName,
      domain,
      country,
      cloud,
      relationships: relationships.map(({ partnerId, since }) => ({ partnerId, since: new Date(since) })),
    });
  }

  @EventHandler(customerChanged)
  changed(@Payload() event: EventMessage<CustomerChangedV1>): Promise<void> {
    return this.created(event);
  }

  @EventHandler(customerRelationshipEstablished)
  relationshipEstablished(@Payload() event: EventMessage<CustomerRelationshipEstablishedV1>): Promise<void> {
    return this.created(event);
  }

  @EventHandler(customerRelationshipRemoved)
  relationshipRemoved(@Payload() event: EventMessage<CustomerRelationshipRemovedV1>): Promise<void> {
    return this.created(event);
  }

  @EventHandler(customerAdminPrivilegesRemoved)
  adminPrivilegesRemoved(@Payload() event: EventMessage<CustomerAdminPrivilegesRemovedV1>): Promise<void> {
    return this.created(event);
  }

  @EventHandler(customerDeleted)
  deleted(@Payload() event: EventMessage<CustomerDeletedV1>): Promise<void> {
    return this.created(event);
  }
}
