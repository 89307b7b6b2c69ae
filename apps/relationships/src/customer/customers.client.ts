import { Injectable } from '@nestjs/common';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

/** Who is whose customer, which the customers service owns. */
@Injectable()
export class CustomersClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether the caller's tenant is a partner's customer. */
  async isCustomer(caller: Caller): Promise<boolean> {
    const path = internalPath`/internal/customers/${caller.tenantId}/relationships`;
    const { body } = await this.internal.call('customers', 'GET', path, { caller });
    return (body as { partnerIds: string[] }).partnerIds.length > 0;
  }
}
