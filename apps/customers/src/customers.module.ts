import { Module } from '@nestjs/common';
import { PartnerAgreementsModule, PartnersModule, ServiceModule } from '#lib/service-kit';
import { AgreementConsumer } from './agreement/agreement.consumer.js';
import { AgreementConfirmations } from './agreement/agreement-confirmations.js';
import { AgreementRepository } from './agreement/agreement.repository.js';
import { CartController } from './cart/cart.controller.js';
import { CartRepository } from './cart/cart.repository.js';
import { CartSweep } from './cart/cart.sweep.js';
import { CartUseCases } from './cart/cart.use-cases.js';
import { CommandReceiptConsumer } from './command-receipt/command-receipt.consumer.js';
import { CommandReceiptRepository } from './command-receipt/command-receipt.repository.js';
import { CommandReceipts } from './command-receipt/command-receipts.js';
import { CustomerController } from './customer/customer.controller.js';
import { CustomerRepository } from './customer/customer.repository.js';
import { CustomerUseCases } from './customer/customer.use-cases.js';
import { InternalCustomerController } from './customer/internal-customer.controller.js';
import { CustomerPartnersController } from './partnership/customer-partners.controller.js';
import { Partnerships } from './partnership/partnerships.js';
import { CustomersConfig } from './customers.config.js';
import { ExternalPurchaseConsumer } from './external-purchase/external-purchase.consumer.js';
import { ExternalPurchaseRepository } from './external-purchase/external-purchase.repository.js';
import { ExternalRelationshipConsumer } from './external-relationship/external-relationship.consumer.js';
import { ExternalRelationshipRepository } from './external-relationship/external-relationship.repository.js';
import { MyPartnersController } from './my-partners/my-partners.controller.js';
import { MyPartnersUseCases } from './my-partners/my-partners.use-cases.js';
import { OwnCustomer } from './my-partners/own-customer.js';
import { MySubscriptionsController } from './my-subscriptions/my-subscriptions.controller.js';
import { MySubscriptionsUseCases } from './my-subscriptions/my-subscriptions.use-cases.js';
import { OrderController } from './order/order.controller.js';
import { OrderPartners } from './order/order.partners.js';
import { OrderRepository } from './order/order.repository.js';
import { OrderSweep } from './order/order.sweep.js';
import { OrderUseCases } from './order/order.use-cases.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileUseCases } from './profile/profile.use-cases.js';
import { QualificationController } from './qualification/qualification.controller.js';
import { Connections } from './connection/connections.js';
import { InvitationController } from './relationship-request/invitation.controller.js';
import { InvitationPageController } from './relationship-request/invitation-page.controller.js';
import { RelationshipRequestController } from './relationship-request/relationship-request.controller.js';
import { RelationshipRequestRepository } from './relationship-request/relationship-request.repository.js';
import { RelationshipRequestSweep } from './relationship-request/relationship-request.sweep.js';
import { RelationshipRequestUseCases } from './relationship-request/relationship-request.use-cases.js';
import { RequestLinks } from './relationship-request/request-links.js';
import { Tenants } from './tenant/tenants.js';
import { ValidationController } from './validation/validation.controller.js';
import { ValidationStatusController } from './validation-status/validation-status.controller.js';
import { InternalPurchaseController } from './purchase/internal-purchase.controller.js';
import { RemovalController } from './removal/removal.controller.js';
import { DeletionController } from './sandbox/deletion.controller.js';
import { SandboxLimits } from './sandbox/sandbox-limits.js';
import { InternalSubscribedSkuController } from './subscription/internal-subscribed-sku.controller.js';
import { SubscriptionController } from './subscription/subscription.controller.js';
import { SubscriptionUseCases } from './subscription/subscription.use-cases.js';

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
