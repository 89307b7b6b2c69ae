import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { nothingHappened } from '#lib/decision';
import { type Stretch } from '#lib/partner-api';
import { AggregateRepository, ownCommand, ownedBy, Persistence, told } from '#lib/service-kit';
import { orderState } from '#contracts/customers/ordering/order.v1';
import { type Order, type OrderAmendment } from '../../account/order-state/order-state.js';
import { amendOrder, orderNow, placeOrder } from './order.js';
import { orderFields } from '../../account/order-state/order.schema.js';

@Injectable()
export class OrderRepository extends AggregateRepository<Order> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'orders',
      state: orderFields,
      tells: (order) => [told(orderState, order.id, order, () => orderNow(order))],
      // Of the customer's document, which holds an accepted order until it is written.
      isCopied: true,
      indexes: [
        { fields: { 'state.partnerId': 1, 'state.customerId': 1, _id: 1 } },
        { fields: { 'state.customerId': 1 } },
      ],
    });
  }

  /** An order that this partner placed. */
  async find(partnerId: string, orderId: string): Promise<Order | undefined> {
    return this.findOne(ownedBy('state.partnerId', partnerId, { _id: orderId }));
  }

  /** Any partner's order for the customer that does more than renew; for decisions about the customer alone. */
  originalOf(customerId: string): Promise<Order | undefined> {
    const original = { $elemMatch: { renewsTo: { $exists: false } } };
    return this.findOne(ownedBy('state.customerId', customerId, { 'state.lineItems': original }));
  }

  /** This partner's orders for a customer, those of one billing cycle if it is named, in the order of their ids. */
  search(partnerId: string, customerId: string, billingCycle: string | undefined, stretch: Stretch): Promise<Order[]> {
    const billed = billingCycle && { 'state.billingCycle': billingCycle };
    return this.listStretch(
      ownedBy('state.partnerId', partnerId, { 'state.customerId': customerId, ...billed }),
      stretch,
    );
  }

  /** Writes the order once; a repeat finds it. */
  async place(order: Order): Promise<void> {
    await this.insert(order.id, ownCommand, (known) => (known ? nothingHappened : placeOrder(order)));
  }

  /** Writes the amendment once; a repeat finds it applied. */
  async amend(amendment: OrderAmendment): Promise<void> {
    const { id, orderId, partnerId } = amendment;
    const own = ownedBy('state.partnerId', partnerId, { _id: orderId });
    await this.change(own, `amend/${id}`, (order) => amendOrder(order, amendment));
  }
}
