import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { ownedBy, ProjectionRepository, source } from '#lib/service-kit';
import { orderState } from '#contracts/customers/ordering/order.v1';
import { externalPurchaseState } from '#contracts/customers/platforms/external-purchase.v1';
import { purchasedElsewhere, purchaseOf, type Purchase } from './purchase.js';

/** The purchase history of customers (A6), learned from events, by the id of the order or of whatever else told of it. */
@Injectable()
export class PurchaseProjection extends ProjectionRepository<Purchase> {
  constructor(@InjectConnection() connection: Connection) {
    super(
      connection,
      'purchases',
      {
        customerId: { type: String, index: true },
        partnerId: String,
        orderedAt: Date,
        original: Boolean,
      },
      { from: [source(orderState, purchaseOf), source(externalPurchaseState, purchasedElsewhere)] },
    );
  }

  /** Any purchase of the customer that is no renewal, whichever partner's. */
  originalOf(customerId: string): Promise<Purchase | undefined> {
    return this.findOne(ownedBy('customerId', customerId, { original: true }));
  }
}
