import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { notFound, PartnerError } from '#lib/partner-api';
import { ProjectedPartners, type Caller } from '#lib/service-kit';
import { CustomerRepository } from '../customer/customer.repository.js';
import { type ResellerRelationship } from '../customer/customer.js';
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
    const relationships = await this.relationshipsOf(caller);
    const partners = await this.partners.findAll(relationships.map(({ partnerId }) => partnerId));
    return relationships.flatMap((relationship) => {
      const partner = partners.get(relationship.partnerId);
      return partner ? [toMyPartner(relationship, partner)] : [];
    });
  }

  async get(caller: Caller, partnerId: string): Promise<MyPartnerResource> {
    const relationships = await this.relationshipsOf(caller);
    const relationship = relationships.find((candidate) => candidate.partnerId === partnerId);
    const partner = relationship && (await this.partners.find(partnerId));
    if (!partner) throw notFound(`Your company has no partner ${partnerId}.`);
    return toMyPartner(relationship, partner);
  }

  /** Refuses users of partners: a customer's user is one of a tenant that is no partner. */
  private async relationshipsOf({ tenantId }: Caller): Promise<ResellerRelationship[]> {
    if (await this.partners.find(tenantId)) {
      throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
    }
    return (await this.customers.ofTenant(tenantId))?.relationships ?? [];
  }
}
