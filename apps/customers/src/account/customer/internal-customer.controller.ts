import { Param } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import {
  buryCustomer,
  getAdminPrivileges,
  getCustomer,
  getPartnersOfCustomer,
  getRelationship,
  type AdminPrivileges,
  type BuriedCustomer,
  type CustomerFacts,
  type PartnersOfCustomer,
  type RelationshipFacts,
} from '#contracts/internal/customers';
import { CustomerRepository } from './customer.repository.js';

/** What other services ask of customers before they decide. */
@InternalController()
export class InternalCustomerController {
  constructor(private readonly customers: CustomerRepository) {}

  /** The customer that a tenant is, for what its own users do; 404 for a tenant that is no customer. */
  @InternalEndpoint(getCustomer)
  async get(@Param('customerId', GuidPipe) customerId: string): Promise<CustomerFacts> {
    const customer = await this.customers.ofTenant(customerId);
    if (!customer) throw notFound(`The tenant ${customerId} is no customer.`);
    const { companyName, country, cloud } = customer;
    return { customerId, companyName, country, cloud };
  }

  /** The partners that the tenant is a customer of; none for a tenant that is no customer. */
  @InternalEndpoint(getPartnersOfCustomer)
  async partners(@Param('customerId', GuidPipe) customerId: string): Promise<PartnersOfCustomer> {
    return { partnerIds: await this.customers.partnersOf(customerId) };
  }

  /** The partner's relationship with the customer as it is now; 404 without one. */
  @InternalEndpoint(getRelationship)
  async relationship(
    @Param('customerId', GuidPipe) customerId: string,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<RelationshipFacts> {
    const customer = await this.customers.find(partnerId, customerId);
    if (!customer) throw notFound(`The partner ${partnerId} has no relationship with the customer ${customerId}.`);
    const { companyName, cloud } = customer;
    return { customerId, partnerId, companyName, cloud };
  }

  /** 200 while the partner holds delegated admin privileges, which outlive the relationship; 404 otherwise. */
  @InternalEndpoint(getAdminPrivileges)
  async adminPrivileges(
    @Param('customerId', GuidPipe) customerId: string,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<AdminPrivileges> {
    if (await this.customers.holdsPrivileges(partnerId, customerId)) return { customerId, partnerId };
    throw notFound(`The partner ${partnerId} holds no admin privileges for the customer ${customerId}.`);
  }

  /** Bars the id for good, unless the customer exists: then 409. */
  @InternalEndpoint(buryCustomer)
  async bury(@Param('customerId', GuidPipe) customerId: string): Promise<BuriedCustomer> {
    const customer = await this.customers.bury(customerId);
    if (customer?.status === 'active') throw new PartnerError(faults.conflict, `The customer ${customerId} exists.`);
    return { customerId };
  }
}
