import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { accepted } from '#lib/partner-api';
import { customerCreated, type CustomerCreatedV1 } from '#contracts/customers/customer/customer-created.v1';
import {
  customerRelationshipEstablished,
  type CustomerRelationshipEstablishedV1,
} from '#contracts/customers/customer/customer-relationship-established.v1';
import { enrollmentActivated, type EnrollmentActivatedV1 } from '#contracts/enrollment/enrollment-activated.v1';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

@Controller()
export class EnrollmentConsumer {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** Completes an activation that was cut off between the enrolment and the partner. */
  @EventHandler(enrollmentActivated)
  async activated(@Payload() event: EventMessage<EnrollmentActivatedV1>): Promise<void> {
    accepted(await this.useCases.completed(await this.useCases.current(event.data.tenantId)));
  }

  /** A tenant that a partner sells with cannot be a customer: its review ends, and its primary contact is told why. */
  @EventHandler(customerCreated)
  async customerCreated(@Payload() event: EventMessage<CustomerCreatedV1>): Promise<void> {
    accepted(await this.useCases.becameCustomer(event.id, event.data.customerId));
  }

  @EventHandler(customerRelationshipEstablished)
  async relationshipEstablished(@Payload() event: EventMessage<CustomerRelationshipEstablishedV1>): Promise<void> {
    accepted(await this.useCases.becameCustomer(event.id, event.data.customerId));
  }
}
