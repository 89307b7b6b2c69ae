import { Injectable } from '@nestjs/common';
import { InternalClient } from '#lib/service-kit';
import { getCustomer, getPartnersOfCustomer } from '#contracts/internal/customers';

/** Asks customers what an event about one of them does not say. */
@Injectable()
export class CustomersClient {
  constructor(private readonly internal: InternalClient) {}

  /** What a customer is called; undefined for one that is deleted, or that was only told of. */
  async companyName(customerId: string): Promise<string | undefined> {
    const { status, body } = await this.internal.call(getCustomer, { customerId });
    return status === 200 ? body.companyName : undefined;
  }

  /** The partners that it is a customer of now. */
  async partnersOf(customerId: string): Promise<string[]> {
    const { body } = await this.internal.call(getPartnersOfCustomer, { customerId });
    return body.partnerIds;
  }
}
