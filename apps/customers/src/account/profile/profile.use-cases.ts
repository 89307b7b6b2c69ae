import { Injectable } from '@nestjs/common';
import { partnerTypes } from '#lib/contracts';
import { type Rejected } from '#lib/decision';
import { etagFault } from '#lib/partner-api';
import { partnerOf, type Access, type Command } from '#lib/service-kit';
import { rejectStranger, type BillingProfile, type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { TenantsClient } from '../../neighbours/tenant/tenants.client.js';
import { toBillingProfile } from './profile.dto.js';
import { changeBillingProfile } from './profile.js';

/** Who changes how a customer is billed. */
export const changingBilling: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'HelpdeskAgent'],
  partnerTypes,
  app: true,
};

@Injectable()
export class ProfileUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly tenants: TenantsClient,
  ) {}

  /** Replaces a customer's billing profile, unless it is not any more what an etag that was sent stands for. */
  async changeBilling(
    { id, caller }: Command,
    customerId: string,
    profile: Omit<BillingProfile, 'id'>,
    etags: (string | undefined)[],
  ): Promise<Customer | Rejected> {
    const { tenantId } = caller;
    const partner = { country: partnerOf(caller).country, domain: await this.tenants.ownDomain(caller) };
    const changed = await this.customers.decide(
      tenantId,
      customerId,
      id,
      (customer) =>
        etagFault(toBillingProfile(customer).attributes.etag ?? '', ...etags) ??
        changeBillingProfile(customer, profile, partner),
    );
    return changed ?? rejectStranger(tenantId, customerId);
  }
}
