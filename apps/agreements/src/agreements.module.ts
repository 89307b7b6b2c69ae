import { Module } from '@nestjs/common';
import { CommandsModule, PartnersModule, ServiceModule } from '#lib/service-kit';
import { AgreementInvitationController } from './agreement-invitation/agreement-invitation.controller.js';
import { AgreementConsumer } from './agreement/agreement.consumer.js';
import { AgreementController } from './agreement/agreement.controller.js';
import { AgreementRepository } from './agreement/agreement.repository.js';
import { AgreementUseCases } from './agreement/agreement.use-cases.js';
import { InternalAgreementController } from './agreement/internal-agreement.controller.js';
import { AgreementsConfig } from './agreements.config.js';
import { ComplianceController } from './compliance/compliance.controller.js';
import { Compliance } from './compliance/compliance.use-cases.js';
import { CustomerRelationshipsClient } from './customer/customer-relationships.client.js';
import { OwnCustomersClient } from './customer/own-customers.client.js';
import { MyAgreementController } from './my-agreement/my-agreement.controller.js';
import { MyAgreementPageController } from './my-agreement/my-agreement-page.controller.js';
import { MyAgreementUseCases } from './my-agreement/my-agreement.use-cases.js';
import { InternalPartnerAgreementController } from './partner-agreement/internal-partner-agreement.controller.js';
import { PartnerAgreementController } from './partner-agreement/partner-agreement.controller.js';
import { PartnerAgreementRepository } from './partner-agreement/partner-agreement.repository.js';
import { PartnerAgreementTexts } from './partner-agreement/partner-agreement-texts.js';
import { PartnerAgreementUseCases } from './partner-agreement/partner-agreement.use-cases.js';
import { SignedTextRepository } from './partner-agreement/signed-text.repository.js';
import { ProgramInfoController } from './program-info/program-info.controller.js';
import { PurchaseConsumer } from './purchase/purchase.consumer.js';
import { PurchaseHistoryClient } from './purchase/purchase-history.client.js';
import { PurchaseProjection } from './purchase/purchase.projection.js';
import { AgreementMetadataController } from './template/agreement-metadata.controller.js';
import { DocumentLinkController } from './template/document-link.controller.js';
import { DocumentLinks } from './template/document-links.js';
import { TemplateCatalogue } from './template/template-catalogue.js';
import { TemplateDocumentController } from './template/template-document.controller.js';
import { TemplateDocuments } from './template/template-documents.js';
import { readManifest, type Manifest } from './template/template-manifest.js';
import { TemplateUseCases } from './template/template.use-cases.js';

/** What the operator's folder lists, read once. */
const MANIFEST = Symbol('MANIFEST');

/** Confirmations of the customer agreement, and signatures of the partner agreement. */
@Module({
  imports: [ServiceModule.forRoot('agreements', AgreementsConfig), PartnersModule, CommandsModule],
  controllers: [
    AgreementMetadataController,
    TemplateDocumentController,
    DocumentLinkController,
    AgreementController,
    AgreementConsumer,
    InternalAgreementController,
    AgreementInvitationController,
    MyAgreementController,
    MyAgreementPageController,
    PartnerAgreementController,
    InternalPartnerAgreementController,
    ProgramInfoController,
    ComplianceController,
    PurchaseConsumer,
  ],
  providers: [
    {
      provide: MANIFEST,
      inject: [AgreementsConfig],
      useFactory: ({ AGREEMENT_TEMPLATES_DIR }: AgreementsConfig) => readManifest(AGREEMENT_TEMPLATES_DIR),
    },
    { provide: TemplateCatalogue, inject: [MANIFEST], useFactory: ({ catalogue }: Manifest) => catalogue },
    {
      provide: PartnerAgreementTexts,
      inject: [MANIFEST],
      useFactory: (manifest: Manifest) => manifest.partnerAgreements,
    },
    DocumentLinks,
    TemplateDocuments,
    TemplateUseCases,
    AgreementRepository,
    AgreementUseCases,
    PartnerAgreementRepository,
    SignedTextRepository,
    PartnerAgreementUseCases,
    Compliance,
    CustomerRelationshipsClient,
    OwnCustomersClient,
    MyAgreementUseCases,
    PurchaseHistoryClient,
    PurchaseProjection,
  ],
})
export class AgreementsModule {}
