import { Module } from '@nestjs/common';
import { PartnerAgreementsModule, PartnersModule, ServiceModule } from '#lib/service-kit';
import { AgreementConsumer } from './neighbours/agreement/agreement.consumer.js';
import { AgreementConfirmations } from './neighbours/agreement/agreement-confirmations.js';
import { AgreementRepository } from './neighbours/agreement/agreement.repository.js';
import { CartController } from './ordering/cart/cart.controller.js';
import { CartRepository } from './ordering/cart/cart.repository.js';
import { CartSweep } from './ordering/cart/cart.sweep.js';
import { CartUseCases } from './ordering/cart/cart.use-cases.js';
import { CommandReceiptConsumer } from './platforms/command-receipt/command-receipt.consumer.js';
import { CommandReceiptRepository } from './platforms/command-receipt/command-receipt.repository.js';
import { CommandReceipts } from './platforms/command-receipt/command-receipts.js';
import { CustomerController } from './account/customer/customer.controller.js';
import { CustomerRepository } from './account/customer/customer.repository.js';
import { CustomerUseCases } from './account/customer/customer.use-cases.js';
import { InternalCustomerController } from './account/customer/internal-customer.controller.js';
import { CustomerPartnersController } from './relationship/my-partners/customer-partners.controller.js';
import { Partnerships } from './neighbours/partnership/partnerships.js';
import { CustomersConfig } from './customers.config.js';
import { ExternalPurchaseConsumer } from './platforms/external-purchase/external-purchase.consumer.js';
import { ExternalPurchaseRepository } from './platforms/external-purchase/external-purchase.repository.js';
import { ExternalRelationshipConsumer } from './platforms/external-relationship/external-relationship.consumer.js';
import { ExternalRelationshipRepository } from './account/external-relationship/external-relationship.repository.js';
import { MyPartnersController } from './relationship/my-partners/my-partners.controller.js';
import { MyPartnersUseCases } from './relationship/my-partners/my-partners.use-cases.js';
import { OwnCustomer } from './account/customer/own-customer.js';
import { MySubscriptionsController } from './ordering/my-subscriptions/my-subscriptions.controller.js';
import { MySubscriptionsUseCases } from './ordering/my-subscriptions/my-subscriptions.use-cases.js';
import { OrderController } from './ordering/order/order.controller.js';
import { OrderPartners } from './ordering/order/order.partners.js';
import { OrderRepository } from './ordering/order/order.repository.js';
import { OrderSweep } from './ordering/order/order.sweep.js';
import { OrderUseCases } from './ordering/order/order.use-cases.js';
import { ProfileController } from './account/profile/profile.controller.js';
import { ProfileUseCases } from './account/profile/profile.use-cases.js';
import { QualificationController } from './account/qualification/qualification.controller.js';
import { Connections } from './relationship/consent/consents.js';
import { InvitationController } from './relationship/relationship-request/invitation.controller.js';
import { InvitationPageController } from './relationship/relationship-request/invitation-page.controller.js';
import { RelationshipRequestController } from './relationship/relationship-request/relationship-request.controller.js';
import { RelationshipRequestRepository } from './relationship/relationship-request/relationship-request.repository.js';
import { RelationshipRequestSweep } from './relationship/relationship-request/relationship-request.sweep.js';
import { RelationshipRequestUseCases } from './relationship/relationship-request/relationship-request.use-cases.js';
import { RequestLinks } from './relationship/relationship-request/request-links.js';
import { Tenants } from './neighbours/tenant/tenants.js';
import { ValidationController } from './account/validation/validation.controller.js';
import { ValidationStatusController } from './account/validation-status/validation-status.controller.js';
import { InternalPurchaseController } from './ordering/purchase/internal-purchase.controller.js';
import { RemovalController } from './relationship/removal/removal.controller.js';
import { DeletionController } from './account/sandbox/deletion.controller.js';
import { SandboxLimits } from './account/sandbox/sandbox-limits.js';
import { InternalSubscribedSkuController } from './ordering/subscription/internal-subscribed-sku.controller.js';
import { SubscriptionController } from './ordering/subscription/subscription.controller.js';
import { SubscriptionUseCases } from './ordering/subscription/subscription.use-cases.js';

/** Customer accounts, the partners' relationships with them, and their orders. */
@Module({
  imports: [ServiceModule.forRoot('customers', CustomersConfig), PartnersModule, PartnerAgreementsModule],
  controllers: [
    RelationshipRequestController,
    InvitationController,
    InvitationPageController,
    CustomerController,
    RemovalController,
    DeletionController,
    InternalCustomerController,
    ProfileController,
    ValidationController,
    ValidationStatusController,
    QualificationController,
    CustomerPartnersController,
    MyPartnersController,
    MySubscriptionsController,
    OrderController,
    InternalPurchaseController,
    CartController,
    SubscriptionController,
    InternalSubscribedSkuController,
    AgreementConsumer,
    CommandReceiptConsumer,
    ExternalRelationshipConsumer,
    ExternalPurchaseConsumer,
  ],
  providers: [
    CommandReceiptRepository,
    CommandReceipts,
    ExternalRelationshipRepository,
    ExternalPurchaseRepository,
    RelationshipRequestRepository,
    RelationshipRequestUseCases,
    RelationshipRequestSweep,
    RequestLinks,
    Connections,
    CustomerRepository,
    CustomerUseCases,
    ProfileUseCases,
    Partnerships,
    OwnCustomer,
    MyPartnersUseCases,
    MySubscriptionsUseCases,
    OrderRepository,
    OrderUseCases,
    OrderPartners,
    OrderSweep,
    CartRepository,
    CartUseCases,
    CartSweep,
    SubscriptionUseCases,
    SandboxLimits,
    AgreementRepository,
    AgreementConfirmations,
    Tenants,
  ],
})
export class CustomersModule {}
