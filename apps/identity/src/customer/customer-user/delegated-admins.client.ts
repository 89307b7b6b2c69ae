import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getAdminPrivileges } from '#contracts/internal/customers';

/**
 * Which partners hold delegated admin privileges for a customer. They can be taken away, so the customers service, which
 * owns them, is asked each time; they outlive the relationship.
 */
@Injectable()
export class DelegatedAdminsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Refuses with 403 unless the caller's company holds the privileges. */
  async assertPrivileged(caller: Caller, customerId: string): Promise<void> {
    const values = { customerId, partnerId: caller.tenantId };
    const { status } = await this.internal.call(getAdminPrivileges, values, { caller });
    if (status === 200) return;
    throw new PartnerError(
      faults.forbidden,
      `Access denied. Your company holds no delegated admin privileges for the customer ${customerId}: the customer grants ` +
        'them by accepting a relationship request.',
    );
  }
}
