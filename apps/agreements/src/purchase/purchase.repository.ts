import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { ProjectionRepository } from '#lib/service-kit';

/** An order, as far as the customer's purchase history needs it (A6). */
export interface Purchase {
  customerId: string;
  partnerId: string;
  orderedAt: Date;
  /** False for an order that does nothing but renew: renewals are no new purchases. */
  original: boolean;
}

/** The purchase history of customers, learned from orders, by order id. */
@Injectable()
export class PurchaseRepository extends ProjectionRepository<Purchase> {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, 'purchases', { customerId: String, partnerId: String, orderedAt: Date, original: Boolean });
  }
}
