import { Injectable } from '@nestjs/common';
import { partnerTypes } from '#lib/contracts';
import { isRejected, type Rejected } from '#lib/decision';
import { type Access, type Command } from '#lib/service-kit';
import { rejectStranger, type Customer } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { ExternalRelationshipRepository } from '../../account/external-relationship/external-relationship.repository.js';
import { giveUp, type Removal } from './removal.js';

/** Who gives up what a partner has with a customer. */
export const givingUp: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes };

@Injectable()
export class RemovalUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
  ) {}

  /**
   * Gives up a relationship, or privileges; also a customer that the partner's platform has reported. Answers the customer, where
   * the partner has or had a relationship with it.
   *
   * @param check refuses, of the customer before, as long as the partner may see it
   */
  async giveUp(
    { id, caller }: Command,
    customerId: string,
    removal: Removal,
    check: (customer: Customer) => Rejected | undefined = () => undefined,
  ): Promise<Customer | Rejected | undefined> {
    const { tenantId: partnerId, objectId: userId } = caller;
    const customer = await this.customers.decideAlsoAfter(partnerId, customerId, id, (state, now) => {
      // Who had a relationship is told nothing of the customer any more.
      const isSeen = state.relationships.some((relationship) => relationship.partnerId === partnerId);
      return (isSeen && check(state)) || giveUp(state, removal, { partnerId, userId }, now);
    });
    if (isRejected(customer)) return customer;
    const external = removal.relationship
      ? await this.externals.end(partnerId, customerId, id, 'removed')
      : await this.externals.find(partnerId, customerId);
    return customer || external ? customer : rejectStranger(partnerId, customerId);
  }
}
