import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, PARTNER_DIRECTORY, type Caller, type PartnerDirectory } from '#lib/service-kit';
import { getCustomer, type CustomerFacts } from '#contracts/internal/customers';

/** The customer that the calling user belongs to. */
@Injectable()
export class OwnCustomersClient {
  constructor(
    private readonly internal: InternalClient,
    @Inject(PARTNER_DIRECTORY) private readonly partners: PartnerDirectory,
  ) {}

  /** Refuses users of partners, and of tenants that are nobody's customer. */
  async of(caller: Caller): Promise<CustomerFacts> {
    const { tenantId } = caller;
    if (await this.partners.find(tenantId)) {
      throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
    }
    const { status, body } = await this.internal.call(getCustomer, { customerId: tenantId }, { caller });
    if (status === 200) return body;
    throw new PartnerError(
      faults.forbidden,
      'Access denied. Your tenant is not a customer of any partner yet. Accept the invitation of a partner first.',
    );
  }
}
