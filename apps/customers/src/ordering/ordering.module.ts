import { Module } from '@nestjs/common';
import { PartnerAgreementsModule } from '#lib/service-kit';
import { AccountModule } from '../account/account.module.js';
import { NeighboursModule } from '../neighbours/neighbours.module.js';
import { PlatformsModule } from '../platforms/platforms.module.js';
import { CartController } from './cart/cart.controller.js';
import { CartRepository } from './cart/cart.repository.js';
import { CartSweep } from './cart/cart.sweep.js';
import { CartUseCases } from './cart/cart.use-cases.js';
import { MySubscriptionsController } from './my-subscriptions/my-subscriptions.controller.js';
import { MySubscriptionsUseCases } from './my-subscriptions/my-subscriptions.use-cases.js';
import { OrderController } from './order/order.controller.js';
import { OrderPartners } from './order/order.partners.js';
import { OrderRepository } from './order/order.repository.js';
import { OrderSweep } from './order/order.sweep.js';
import { OrderUseCases } from './order/order.use-cases.js';
import { InternalPurchaseController } from './purchase/internal-purchase.controller.js';
import { OrderingConsumer } from './ordering.consumer.js';
import { OriginalPurchases } from './purchase/original-purchases.js';
import { InternalSubscribedSkuController } from './subscription/internal-subscribed-sku.controller.js';
import { SubscriptionController } from './subscription/subscription.controller.js';
import { SubscriptionUseCases } from './subscription/subscription.use-cases.js';

/** What a partner orders for a customer. */
@Module({
  imports: [AccountModule, NeighboursModule, PlatformsModule, PartnerAgreementsModule],
  controllers: [
    OrderingConsumer,
    MySubscriptionsController,
    OrderController,
    InternalPurchaseController,
    CartController,
    SubscriptionController,
    InternalSubscribedSkuController,
  ],
  providers: [
    MySubscriptionsUseCases,
    OrderRepository,
    OrderUseCases,
    OrderPartners,
    OrderSweep,
    OriginalPurchases,
    CartRepository,
    CartUseCases,
    CartSweep,
    SubscriptionUseCases,
  ],
  exports: [OriginalPurchases],
})
export class OrderingModule {}
