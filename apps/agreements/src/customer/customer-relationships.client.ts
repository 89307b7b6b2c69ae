import { Injectable } from '@nestjs/common';
import { faults, type Cloud } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

/** What a partner may know of a customer of its own. */
export interface RelatedCustomer {
  companyName: string;
  cloud: Cloud;
}

/** The caller's relationships with customers. They can be taken back, so the service that owns them is asked each time. */
@Injectable()
export class CustomerRelationshipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** One of the caller's customers; refuses with 20002 for anybody else's. */
  async of(caller: Caller, customerId: string): Promise<RelatedCustomer> {
    const path = internalPath`/internal/customers/${customerId}/relationships/${caller.tenantId}`;
    const { status, body } = await this.internal.call('customers', 'GET', path, { caller });
    if (status === 200) return body as RelatedCustomer;
    throw new PartnerError(
      faults.noRelationship,
      `The partner id ${caller.tenantId} has no commerce relationship with the customer id ${customerId}.`,
    );
  }
}
