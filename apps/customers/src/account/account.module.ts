import { Module } from '@nestjs/common';
import { NeighboursModule } from '../neighbours/neighbours.module.js';
import { AccountConsumer } from './account.consumer.js';
import { CustomerController } from './customer/customer.controller.js';
import { CustomerRepository } from './customer/customer.repository.js';
import { CustomerUseCases } from './customer/customer.use-cases.js';
import { InternalCustomerController } from './customer/internal-customer.controller.js';
import { OwnCustomer } from './customer/own-customer.js';
import { ExternalRelationshipRepository } from './external-relationship/external-relationship.repository.js';
import { CustomerProfileController } from './profile/profile.controller.js';
import { ProfileUseCases } from './profile/profile.use-cases.js';
import { QualificationController } from './qualification/qualification.controller.js';
import { QualificationUseCases } from './qualification/qualification.use-cases.js';
import { DeletionController } from './sandbox/deletion.controller.js';
import { SandboxLimits } from './sandbox/sandbox-limits.js';
import { ValidationStatusController } from './validation-status/validation-status.controller.js';
import { ValidationController } from './validation/validation.controller.js';

/** What a customer is and has. */
@Module({
  imports: [NeighboursModule],
  controllers: [
    AccountConsumer,
    CustomerController,
    DeletionController,
    InternalCustomerController,
    CustomerProfileController,
    ValidationController,
    ValidationStatusController,
    QualificationController,
  ],
  providers: [
    ExternalRelationshipRepository,
    CustomerRepository,
    CustomerUseCases,
    ProfileUseCases,
    QualificationUseCases,
    OwnCustomer,
    SandboxLimits,
  ],
  exports: [CustomerRepository, ExternalRelationshipRepository, OwnCustomer, SandboxLimits],
})
export class AccountModule {}
