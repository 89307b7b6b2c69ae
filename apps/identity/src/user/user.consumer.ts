import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { ReactionsRepository } from '#lib/service-kit';
import { enrollmentActivated, type EnrollmentActivatedV1 } from '#contracts/enrollment/enrollment-activated.v1';
import { TenantRepository } from '../tenant/tenant.repository.js';

@Controller()
export class UserConsumer {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly reactions: ReactionsRepository,
  ) {}

  /** Whoever enrolled the company, or whom its platform has named. Once for each activation: an admin may take the role away again, and it stays away. */
  @EventHandler(enrollmentActivated)
  activated(@Payload() event: EventMessage<EnrollmentActivatedV1>): Promise<void> {
    const { tenantId, enrolledBy, adminAgentId = enrolledBy } = event.data;
    return this.reactions.once('grant-admin-agent', event, () =>
      this.tenants.grantAdminAgent(tenantId, adminAgentId, `grant-admin-agent/${event.id}`),
    );
  }
}
