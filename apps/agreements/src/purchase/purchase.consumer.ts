import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import {
  externalPurchaseRecorded,
  type ExternalPurchaseRecordedV1,
} from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { orderPlaced, type OrderPlacedV1 } from '#contracts/customers/ordering/order-placed.v1';
import { PurchaseProjection } from './purchase.projection.js';

@Controller()
export class PurchaseConsumer {
  constructor(private readonly purchases: PurchaseProjection) {}

  @EventHandler(orderPlaced)
  placed(@Payload() event: EventMessage<OrderPlacedV1>): Promise<void> {
    const { customerId, partnerId, orderedAt, lineItems } = event.data;
    return this.purchases.apply(event, {
      customerId,
      partnerId,
      orderedAt: new Date(orderedAt),
      original: lineItems.some(({ renewsTo }) => renewsTo === undefined),
    });
  }

  /** What was bought on other platforms counts the same. */
  @EventHandler(externalPurchaseRecorded)
  recordedElsewhere(@Payload() event: EventMessage<ExternalPurchaseRecordedV1>): Promise<void> {
    const { customerId, partnerId, purchasedAt, renewal } = event.data;
    return this.purchases.apply(event, { customerId, partnerId, orderedAt: new Date(purchasedAt), original: !renewal });
  }
}
