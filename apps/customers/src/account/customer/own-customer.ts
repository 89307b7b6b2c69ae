import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { ProjectedPartners, type Caller } from '#lib/service-kit';
import { type Customer } from './customer.js';
import { CustomerRepository } from './customer.repository.js';

/** The customer that the calling user belongs to; never anybody else's. */
@Injectable()
export class OwnCustomer {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly partners: ProjectedPartners,
  ) {}

  /** Undefined: the tenant is nobody's customer yet. */
  async of(caller: Caller): Promise<Customer | undefined> {
    await this.assertNoPartner(caller);
    return this.customers.ofTenant(caller.tenantId);
  }

  /** Refuses users of partners: a customer's user is one of a tenant that is no partner. */
  async assertNoPartner({ tenantId }: Caller): Promise<void> {
    if (!(await this.partners.find(tenantId))) return;
    throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
  }
}
