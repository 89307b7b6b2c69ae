import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { ProjectedPartners, type Caller, type Command } from '#lib/service-kit';
import { type Customer } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { giveUp } from '../removal/removal.js';
import { hasKnown, ownPartnersOf, type OwnPartner } from './my-partners.js';
import { OwnCustomer } from '../../account/customer/own-customer.js';
import { toMyPartner, type MyPartnerResource } from './my-partners.dto.js';

/** The partners of the customer that the calling user belongs to; never anybody else's. */
@Injectable()
export class MyPartnersUseCases {
  constructor(
    private readonly own: OwnCustomer,
    private readonly customers: CustomerRepository,
    private readonly partners: ProjectedPartners,
  ) {}

  /** Those that came first, first; then the former ones that still hold delegated admin privileges. */
  async list(caller: Caller): Promise<MyPartnerResource[]> {
    const own = await this.ownPartners(caller);
    const partners = await this.partners.findAll(own.map(({ id }) => id));
    return own.flatMap((one) => {
      const partner = partners.get(one.id);
      return partner ? [toMyPartner(one, partner)] : [];
    });
  }

  async get(caller: Caller, partnerId: string): Promise<MyPartnerResource | Rejected> {
    const own = (await this.ownPartners(caller)).find(({ id }) => id === partnerId);
    const partner = own && (await this.partners.find(partnerId));
    return partner ? toMyPartner(own, partner) : rejectUnknown(partnerId);
  }

  async removeAdminAccess({ id, caller }: Command, partnerId: string): Promise<Customer | Rejected> {
    await this.own.assertNoPartner(caller);
    const removal = { relationship: false, adminPrivileges: true };
    const remover = { partnerId, userId: caller.objectId };
    return this.customers.decideAsTenant(caller.tenantId, id, (customer, now) =>
      customer && hasKnown(customer, partnerId) ? giveUp(customer, removal, remover, now) : rejectUnknown(partnerId),
    );
  }

  private async ownPartners(caller: Caller): Promise<OwnPartner[]> {
    const customer = await this.own.of(caller);
    return customer ? ownPartnersOf(customer) : [];
  }
}

function rejectUnknown(partnerId: string): Rejected {
  return reject(faults.notFound, `Your company has no partner ${partnerId}.`);
}
