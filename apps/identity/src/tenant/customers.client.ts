import { Injectable } from '@nestjs/common';
import { InternalClient, internalPath } from '#lib/service-kit';

/** Customers, whose tenants are reserved before they exist; the customers service decides on them. */
@Injectable()
export class CustomersClient {
  constructor(private readonly internal: InternalClient) {}

  /** Bars the id for good, unless it is a customer's; undefined: it was not decided. */
  async bury(id: string): Promise<'buried' | 'exists' | undefined> {
    const { status } = await this.internal.call('customers', 'PUT', internalPath`/internal/customers/${id}/tombstone`);
    if (status === 409) return 'exists';
    return status === 200 ? 'buried' : undefined;
  }
}
