import { Module } from '@nestjs/common';
import { PartnersModule, ServiceConfig, ServiceModule } from '#lib/service-kit';
import { AgreementController } from './agreement/agreement.controller.js';
import { AgreementMetadataController } from './agreement/agreement-metadata.controller.js';
import { AgreementRepository } from './agreement/agreement.repository.js';
import { AgreementUseCases } from './agreement/agreement.use-cases.js';
import { InternalAgreementController } from './agreement/internal-agreement.controller.js';
import { CustomerConsumer } from './customer/customer.consumer.js';
import { CustomerRelationships } from './customer/customer-relationships.js';
import { CustomerRepository } from './customer/customer.repository.js';
import { PurchaseConsumer } from './purchase/purchase.consumer.js';
import { PurchaseRepository } from './purchase/purchase.repository.js';

/** Confirmations of the customer agreement. */
@Module({
  imports: [ServiceModule.forRoot('agreements', ServiceConfig), PartnersModule],
  controllers: [
    AgreementMetadataController,
    AgreementController,
    InternalAgreementController,
    CustomerConsumer,
    PurchaseConsumer,
  ],
  providers: [AgreementRepository, AgreementUseCases, CustomerRepository, CustomerRelationships, PurchaseRepository],
})
export class AgreementsModule {}
