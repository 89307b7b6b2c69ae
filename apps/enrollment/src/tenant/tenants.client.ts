import { Injectable } from '@nestjs/common';
import { faults, type Cloud } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

export interface TenantFacts {
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
}

/** Tenants, which identity owns. */
@Injectable()
export class TenantsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether partners have reseller relationships with the tenant; customers, which owns them, is asked. */
  async isCustomer(tenantId: string, caller?: Caller): Promise<boolean> {
    const path = internalPath`/internal/customers/${tenantId}/relationships`;
    const { body } = await this.internal.call('customers', 'GET', path, { caller });
    return (body as { partnerIds: string[] }).partnerIds.length > 0;
  }

  async get(caller: Caller, tenantId: string): Promise<TenantFacts> {
    const { status, body } = await this.internal.call('identity', 'GET', internalPath`/internal/tenants/${tenantId}`, {
      caller,
    });
    if (status === 200) return body as TenantFacts;
    throw new PartnerError(faults.tenantNotFound, `There is no tenant ${tenantId}. Create its work account first.`);
  }
}
