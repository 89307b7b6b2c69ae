import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, PARTNER_DIRECTORY, type Caller, type PartnerDirectory } from '#lib/service-kit';
import { getCustomer, type CustomerFacts } from '#contracts/internal/customers';
import { getTenant } from '#contracts/internal/identity';

/** The customer that the calling user belongs to. */
@Injectable()
export class OwnCustomersClient {
  constructor(
    private readonly internal: InternalClient,
    @Inject(PARTNER_DIRECTORY) private readonly partners: PartnerDirectory,
  ) {}

  /** Refuses users of partners, and of tenants that are nobody's customer. */
  async of(caller: Caller): Promise<CustomerFacts> {
    const customer = await this.find(caller);
    if (customer) return customer;
    throw new PartnerError(
      faults.forbidden,
      'Access denied. Your tenant is not a customer of any partner yet. Accept the invitation of a partner first.',
    );
  }

  /** Undefined: the tenant is nobody's customer. Refuses users of partners. */
  async find(caller: Caller): Promise<CustomerFacts | undefined> {
    const { tenantId } = caller;
    if (await this.partners.find(tenantId)) {
      throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
    }
    const { status, body } = await this.internal.call(getCustomer, { customerId: tenantId }, { caller });
    return status === 200 ? body : undefined;
  }

  /** The country of the caller's company, ISO 3166-1 alpha-2. */
  async countryOf(caller: Caller): Promise<string> {
    const { status, body } = await this.internal.call(getTenant, { tenantId: caller.tenantId }, { caller });
    if (status === 200) return body.country;
    throw new PartnerError(faults.forbidden, 'Access denied. Your tenant is gone.');
  }
}
