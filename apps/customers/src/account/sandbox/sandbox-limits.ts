import { Injectable } from '@nestjs/common';
import { faults, type DomainEvent } from '#lib/contracts';
import { reject, type Decision, type Rejected } from '#lib/decision';
import { type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { CustomersConfig } from '../../customers.config.js';
import { rejectCustomerLimit, sandboxLimits, withinSandbox } from './sandbox.js';

/** Keeps the limits of the sandbox, where this installation is one. */
@Injectable()
export class SandboxLimits {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly config: CustomersConfig,
  ) {}

  get isSandbox(): boolean {
    return this.config.isSandbox;
  }

  /** Refuses with 400/900127 what the sandbox alone offers. */
  environmentFault(): Rejected | undefined {
    if (this.config.isSandbox) return undefined;
    return reject(
      faults.notInThisEnvironment,
      'This operation is not supported in this environment: orders can be cancelled in a sandbox only. Suspend the subscriptions.',
    );
  }

  /** A customer that is created again is not one more. Customers that are created at the same moment can exceed the limit. */
  async roomFault(partnerId: string, customerId: string): Promise<Rejected | undefined> {
    if (!this.config.isSandbox) return undefined;
    const others = await this.customers.countOthers(partnerId, customerId, sandboxLimits.customers);
    return others >= sandboxLimits.customers ? rejectCustomerLimit() : undefined;
  }

  keep(
    before: Customer,
    decision: Decision<Customer, DomainEvent>,
    partnerId: string,
  ): Decision<Customer, DomainEvent> {
    return this.config.isSandbox ? withinSandbox(before, decision, partnerId) : decision;
  }
}
