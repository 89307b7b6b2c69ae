import { Injectable } from '@nestjs/common';
import { InternalClient } from '#lib/service-kit';
import { buryCustomer } from '#contracts/internal/customers';

/** Customers, whose tenants are reserved before they exist; the customers service decides on them. */
@Injectable()
export class CustomersClient {
  constructor(private readonly internal: InternalClient) {}

  /** Bars the id for good, unless it is a customer's. */
  async bury(customerId: string): Promise<'buried' | 'exists'> {
    const { status } = await this.internal.call(buryCustomer, { customerId });
    return status === 409 ? 'exists' : 'buried';
  }
}
