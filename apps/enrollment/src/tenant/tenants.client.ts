import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getPartnersOfCustomer } from '#contracts/internal/customers';
import { getTenant, type TenantFacts } from '#contracts/internal/identity';

/** Tenants, which identity owns. */
@Injectable()
export class TenantsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether partners have reseller relationships with the tenant; customers, which owns them, is asked. */
  async isCustomer(tenantId: string, caller?: Caller): Promise<boolean> {
    const { body } = await this.internal.call(getPartnersOfCustomer, { customerId: tenantId }, { caller });
    return body.partnerIds.length > 0;
  }

  async get(caller: Caller, tenantId: string): Promise<TenantFacts> {
    const { status, body } = await this.internal.call(getTenant, { tenantId }, { caller });
    if (status === 200) return body;
    throw new PartnerError(faults.tenantNotFound, `There is no tenant ${tenantId}. Create its work account first.`);
  }
}
