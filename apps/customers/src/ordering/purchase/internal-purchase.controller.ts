import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { type ExternalPurchase } from '../../platforms/external-purchase/external-purchase.js';
import { ExternalPurchaseRepository } from '../../platforms/external-purchase/external-purchase.repository.js';
import { OrderRepository } from '../order/order.repository.js';
import { type Order } from '../../account/order-state/order-state.js';
import { isOriginal } from '../order/order.js';

interface PurchaseFacts {
  customerId: string;
  partnerId: string;
  orderedAt: Date;
  /** It is no renewal. */
  original: true;
}

/** Whether a customer has bought anything, for the service that decides how it may accept its agreement. */
@Controller('internal/customers/:customerId/purchases')
@InternalController('agreements')
export class InternalPurchaseController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly orders: OrderRepository,
    private readonly external: ExternalPurchaseRepository,
  ) {}

  /**
   * One original purchase, whichever partner's, here or on another platform, or none. Accepted orders wait in the customer's
   * document until they are written, so it is looked into first: in between, an order is in both.
   */
  @Get()
  async list(@Param('customerId', GuidPipe) customerId: string): Promise<{ purchases: PurchaseFacts[] }> {
    const customer = await this.customers.ofTenant(customerId);
    const reserved = customer?.reservedOrders.find(isOriginal);
    const order = reserved ?? (await this.orders.originalOf(customerId));
    if (order) return { purchases: [toFacts(order)] };
    const external = await this.external.originalOf(customerId);
    return { purchases: external ? [externalToFacts(external)] : [] };
  }
}

function externalToFacts({ customerId, partnerId, purchasedAt }: ExternalPurchase): PurchaseFacts {
  return { customerId, partnerId, orderedAt: purchasedAt, original: true };
}

function toFacts({ customerId, partnerId, createdAt }: Order): PurchaseFacts {
  return { customerId, partnerId, orderedAt: createdAt, original: true };
}
