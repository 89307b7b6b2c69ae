import { Module } from '@nestjs/common';
import { PartnersModule, ServiceConfig, ServiceModule } from '#lib/service-kit';
import { AgreementController } from './agreement/agreement.controller.js';
import { AgreementMetadataController } from './agreement/agreement-metadata.controller.js';
import { AgreementRepository } from './agreement/agreement.repository.js';
import { AgreementUseCases } from './agreement/agreement.use-cases.js';
import { InternalAgreementController } from './agreement/internal-agreement.controller.js';
import { ComplianceController } from './compliance/compliance.controller.js';
import { Compliance } from './compliance/compliance.use-cases.js';
import { CustomerConsumer } from './customer/customer.consumer.js';
import { CustomerRelationships } from './customer/customer-relationships.js';
import { CustomerRepository } from './customer/customer.repository.js';
import { InternalPartnerAgreementController } from './partner-agreement/internal-partner-agreement.controller.js';
import { PartnerAgreementController } from './partner-agreement/partner-agreement.controller.js';
import { PartnerAgreementRepository } from './partner-agreement/partner-agreement.repository.js';
import { PartnerAgreementUseCases } from './partner-agreement/partner-agreement.use-cases.js';
import { ProgramInfoController } from './program-info/program-info.controller.js';
import { PurchaseConsumer } from './purchase/purchase.consumer.js';
import { PurchaseRepository } from './purchase/purchase.repository.js';

/** Confirmations of the customer agreement, and signatures of the partner agreement. */
@Module({
  imports: [ServiceModule.forRoot('agreements', ServiceConfig), PartnersModule],
  controllers: [
    AgreementMetadataController,
    AgreementController,
    InternalAgreementController,
    PartnerAgreementController,
    InternalPartnerAgreementController,
    ProgramInfoController,
    ComplianceController,
    CustomerConsumer,
    PurchaseConsumer,
  ],
  providers: [
    AgreementRepository,
    AgreementUseCases,
    PartnerAgreementRepository,
    PartnerAgreementUseCases,
    Compliance,
    CustomerRepository,
    CustomerRelationships,
    PurchaseRepository,
  ],
})
export class AgreementsModule {}
