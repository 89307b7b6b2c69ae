import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { notFound, PartnerError } from '#lib/partner-api';
import { ProjectedPartners, type Caller, type Command } from '#lib/service-kit';
import { CustomerRepository } from '../customer/customer.repository.js';
import { type Customer } from '../customer/customer.js';
import { giveUp } from '../removal/removal.js';
import { toMyPartner, type MyPartnerResource } from './my-partners.dto.js';

/** The partners of the customer that the calling user belongs to; never anybody else's. */
@Injectable()
export class MyPartnersUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly partners: ProjectedPartners,
  ) {}

  /** Those that came first, first. */
  async list(caller: Caller): Promise<MyPartnerResource[]> {
    const { relationships, adminPrivileges } = await this.customerOf(caller);
    const partners = await this.partners.findAll(relationships.map(({ partnerId }) => partnerId));
    return relationships.flatMap((relationship) => {
      const { partnerId } = relationship;
      const partner = partners.get(partnerId);
      return partner ? [toMyPartner(relationship, partner, adminPrivileges.includes(partnerId))] : [];
    });
  }

  async get(caller: Caller, partnerId: string): Promise<MyPartnerResource> {
    const { relationships, adminPrivileges } = await this.customerOf(caller);
    const relationship = relationships.find((candidate) => candidate.partnerId === partnerId);
    const partner = relationship && (await this.partners.find(partnerId));
    if (!partner) throw unknownPartner(partnerId);
    return toMyPartner(relationship, partner, adminPrivileges.includes(partnerId));
  }

  async removeAdminAccess({ id, caller }: Command, partnerId: string): Promise<void> {
    await this.assertNoPartner(caller);
    const removal = { relationship: false, adminPrivileges: true };
    const remover = { partnerId, userId: caller.objectId };
    await this.customers.decideAsTenant(caller.tenantId, id, (customer, now) => {
      const isKnown = customer && [...customer.adminPrivileges, ...partnersOf(customer)].includes(partnerId);
      if (!isKnown) throw unknownPartner(partnerId);
      return giveUp(customer, removal, remover, now);
    });
  }

  private async customerOf(caller: Caller): Promise<Pick<Customer, 'relationships' | 'adminPrivileges'>> {
    await this.assertNoPartner(caller);
    return (await this.customers.ofTenant(caller.tenantId)) ?? { relationships: [], adminPrivileges: [] };
  }

  /** Refuses users of partners: a customer's user is one of a tenant that is no partner. */
  private async assertNoPartner({ tenantId }: Caller): Promise<void> {
    if (!(await this.partners.find(tenantId))) return;
    throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
  }
}

function partnersOf({ relationships, formerPartners }: Customer): string[] {
  return [...relationships.map(({ partnerId }) => partnerId), ...formerPartners];
}

function unknownPartner(partnerId: string): PartnerError {
  return notFound(`Your company has no partner ${partnerId}.`);
}
