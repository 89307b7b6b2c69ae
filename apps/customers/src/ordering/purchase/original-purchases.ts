import { Injectable } from '@nestjs/common';
import { type PurchaseFacts } from '#contracts/internal/customers';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { type Order } from '../../account/order-state/order-state.js';
import { type ExternalPurchase } from '../../platforms/external-purchase/external-purchase.js';
import { ExternalPurchaseRepository } from '../../platforms/external-purchase/external-purchase.repository.js';
import { isOriginal } from '../order/order.js';
import { OrderRepository } from '../order/order.repository.js';

/** What customers have bought that was no renewal. */
@Injectable()
export class OriginalPurchases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly orders: OrderRepository,
    private readonly external: ExternalPurchaseRepository,
  ) {}

  /**
   * One of them, whichever partner's, here or on another platform, or none. Accepted orders wait in the customer's document
   * until they are written, so it is looked into first: in between, an order is in both.
   */
  async of(customerId: string): Promise<PurchaseFacts[]> {
    const customer = await this.customers.ofTenant(customerId);
    const reserved = customer?.reservedOrders.find(isOriginal);
    const order = reserved ?? (await this.orders.originalOf(customerId));
    if (order) return [orderFacts(order)];
    const external = await this.external.originalOf(customerId);
    return external ? [externalFacts(external)] : [];
  }
}

function orderFacts({ customerId, partnerId, createdAt }: Order): PurchaseFacts {
  return { customerId, partnerId, orderedAt: createdAt.toISOString(), original: true };
}

function externalFacts({ customerId, partnerId, purchasedAt }: ExternalPurchase): PurchaseFacts {
  return { customerId, partnerId, orderedAt: purchasedAt.toISOString(), original: true };
}
