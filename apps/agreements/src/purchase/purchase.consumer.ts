import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import {
  externalPurchaseRecorded,
  type ExternalPurchaseRecordedV1,
} from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { orderPlaced, type OrderPlacedV1 } from '#contracts/customers/ordering/order-placed.v1';
import { purchasedElsewhere, purchaseOf } from './purchase.js';
import { PurchaseProjection } from './purchase.projection.js';

@Controller()
export class PurchaseConsumer {
  constructor(private readonly purchases: PurchaseProjection) {}

  @EventHandler(orderPlaced)
  placed(@Payload() event: EventMessage<OrderPlacedV1>): Promise<void> {
    return this.purchases.apply(event, purchaseOf(event.data));
  }

  @EventHandler(externalPurchaseRecorded)
  recordedElsewhere(@Payload() event: EventMessage<ExternalPurchaseRecordedV1>): Promise<void> {
    return this.purchases.apply(event, purchasedElsewhere(event.data));
  }
}
