import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getRelationship, type RelationshipFacts } from '#contracts/internal/customers';

/** The caller's relationships with customers. They can be taken back, so the service that owns them is asked each time. */
@Injectable()
export class CustomerRelationshipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** One of the caller's customers; refuses with 20002 for anybody else's. */
  async of(caller: Caller, customerId: string): Promise<RelationshipFacts> {
    const values = { customerId, partnerId: caller.tenantId };
    const { status, body } = await this.internal.call(getRelationship, values, { caller });
    if (status === 200) return body;
    throw new PartnerError(
      faults.noRelationship,
      `The partner id ${caller.tenantId} has no commerce relationship with the customer id ${customerId}.`,
    );
  }
}
