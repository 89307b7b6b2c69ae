import { Injectable } from '@nestjs/common';
import { partnerTypes, type DomainEvent } from '#lib/contracts';
import { type Decision, type Rejected } from '#lib/decision';
import { type Access, type Command } from '#lib/service-kit';
import { type Qualification } from '#contracts/customers/customer/customer-qualification-changed.v1';
import { rejectStranger, type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { addQualification, replaceQualifications } from './qualification.js';

/** Who changes what entitles a customer to special offers. */
export const qualifying: Access = { roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'], partnerTypes };

@Injectable()
export class QualificationUseCases {
  constructor(private readonly customers: CustomerRepository) {}

  /** Replaces all qualifications; `none` removes them. */
  replace(
    command: Command,
    customerId: string,
    qualification: Qualification | 'none',
    validationCode?: string,
  ): Promise<Customer | Rejected> {
    return this.decide(command, customerId, (state, now) =>
      replaceQualifications(state, qualification, now, validationCode),
    );
  }

  add(
    command: Command,
    customerId: string,
    qualification: Qualification,
    validationCode?: string,
  ): Promise<Customer | Rejected> {
    return this.decide(command, customerId, (state, now) =>
      addQualification(state, qualification, now, validationCode),
    );
  }

  private async decide(
    { id, caller }: Command,
    customerId: string,
    decide: (customer: Customer, now: Date) => Decision<Customer, DomainEvent>,
  ): Promise<Customer | Rejected> {
    const customer = await this.customers.decide(caller.tenantId, customerId, id, decide);
    return customer ?? rejectStranger(caller.tenantId, customerId);
  }
}
