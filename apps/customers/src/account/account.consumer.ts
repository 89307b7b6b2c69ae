import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { readRequest } from '#lib/partner-api';
import { CommandReceipts } from '#lib/service-kit';
import {
  changeBillingProfile,
  type ChangeBillingProfileV1,
} from '#contracts/customers/customer/commands/change-billing-profile.v1';
import {
  changeQualification,
  type ChangeQualificationV1,
} from '#contracts/customers/customer/commands/change-qualification.v1';
import { createCustomer, type CreateCustomerV1 } from '#contracts/customers/customer/commands/create-customer.v1';
import { CreateCustomerRequest, toNewCustomer } from './customer/customer.dto.js';
import { CustomerRepository } from './customer/customer.repository.js';
import { creating, CustomerUseCases } from './customer/customer.use-cases.js';
import { ChangeBillingProfileRequest, toChangedProfile } from './profile/profile.dto.js';
import { changingBilling, ProfileUseCases } from './profile/profile.use-cases.js';
import { qualifying, QualificationUseCases } from './qualification/qualification.use-cases.js';

/** What a partner's platform makes and changes of customers over Kafka, as its users do over HTTP. */
@Controller()
export class AccountConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly customers: CustomerRepository,
    private readonly accounts: CustomerUseCases,
    private readonly profiles: ProfileUseCases,
    private readonly qualifications: QualificationUseCases,
  ) {}

  @CommandHandler(createCustomer)
  create(@Payload() message: CommandMessage<CreateCustomerV1>): Promise<void> {
    return this.receipts.take(message, {
      access: creating,
      apply: (command) => {
        const request = readRequest(CreateCustomerRequest, message.data);
        return this.accounts.create(command, toNewCustomer(request, command.idOf('billing-profile')));
      },
      isApplied: (command) => this.accounts.isCreated(command),
    });
  }

  @CommandHandler(changeBillingProfile)
  changeBilling(@Payload() message: CommandMessage<ChangeBillingProfileV1>): Promise<void> {
    const customerId = message.data.customerId.toLowerCase();
    return this.receipts.take(message, {
      access: changingBilling,
      apply: (command) => {
        const request = readRequest(ChangeBillingProfileRequest, message.data.billingProfile);
        return this.profiles.changeBilling(command, customerId, toChangedProfile(request), []);
      },
      isApplied: ({ id }) => this.customers.hasApplied(customerId, id),
    });
  }

  @CommandHandler(changeQualification)
  changeQualification(@Payload() message: CommandMessage<ChangeQualificationV1>): Promise<void> {
    const { qualification, validationCode } = message.data;
    const customerId = message.data.customerId.toLowerCase();
    return this.receipts.take(message, {
      access: qualifying,
      apply: (command) => this.qualifications.replace(command, customerId, qualification, validationCode),
      isApplied: ({ id }) => this.customers.hasApplied(customerId, id),
    });
  }
}
