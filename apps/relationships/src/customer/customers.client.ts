import { Injectable } from '@nestjs/common';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getPartnersOfCustomer } from '#contracts/internal/customers';

/** Who is whose customer, which the customers service owns. */
@Injectable()
export class CustomersClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether the caller's tenant is a partner's customer. */
  async isCustomer(caller: Caller): Promise<boolean> {
    const { body } = await this.internal.call(getPartnersOfCustomer, { customerId: caller.tenantId }, { caller });
    return body.partnerIds.length > 0;
  }
}
