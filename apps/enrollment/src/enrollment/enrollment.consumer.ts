import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { enrollmentActivated, type EnrollmentActivatedV1 } from '#contracts/enrollment/enrollment-activated.v1';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

@Controller()
export class EnrollmentConsumer {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** Completes an activation that was cut off between the enrolment and the partner. */
  @EventHandler(enrollmentActivated)
  async activated(@Payload() event: EventMessage<EnrollmentActivatedV1>): Promise<void> {
    await this.useCases.completed(await this.useCases.current(event.data.tenantId));
  }
}
