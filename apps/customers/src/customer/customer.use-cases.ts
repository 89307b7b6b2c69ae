import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { BaseConfig, partnerOf, type Command } from '#lib/service-kit';
import { newCustomerFault } from '../profile/profile.js';
import { Tenants } from '../tenant/tenants.js';
import { type Customer, type NewCustomer } from './customer.js';
import { CustomerRepository } from './customer.repository.js';

/**
 * A created customer, with its admin's one-time password for as long as that may be told; there is none where another
 * issuer is configured.
 */
export interface CreatedCustomer {
  customer: Customer;
  credentials?: { userName: string; password?: string };
}

@Injectable()
export class CustomerUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly tenants: Tenants,
    private readonly config: BaseConfig,
  ) {}

  /**
   * Checks the details by the rules of their country, reserves the tenant with its domain and admin user at identity,
   * then writes the customer; the event that this write causes confirms the reservation. Each step finds what an
   * earlier try of the same command left.
   */
  async create(command: Command, details: Omit<NewCustomer, 'id'>): Promise<CreatedCustomer> {
    const { caller } = command;
    const { cloud, country } = partnerOf(caller);
    const fault = newCustomerFault(details, { country, domain: await this.tenants.ownDomain(caller) });
    if (fault) throw PartnerError.of(fault.rejection);
    const id = command.idOf('customer');
    const { domain, billingProfile } = details;
    const { userName, password } = await this.tenants.reserve(caller, id, {
      ...{ companyName: billingProfile.companyName, domain, country: billingProfile.defaultAddress.country, cloud },
    });
    const customer = await this.customers.create(command, { id, ...details }, { partnerId: caller.tenantId, cloud });
    if (customer?.status !== 'active') {
      throw new PartnerError(
        faults.conflict,
        'The creation took too long and was given up. Send it again as a new request.',
      );
    }
    // With an issuer of its own the organisation decides there how the admin signs in.
    const isTold = password !== undefined || this.config.OIDC_ISSUER !== undefined;
    return { customer, ...(isTold && { credentials: { userName, ...(password !== undefined && { password }) } }) };
  }
}
