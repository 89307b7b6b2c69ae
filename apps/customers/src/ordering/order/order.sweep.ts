import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PeriodicSweep, SweptItems } from '#lib/service-kit';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { CustomersConfig } from '../../customers.config.js';
import { OrderUseCases } from './order.use-cases.js';

/** Younger reservations are most likely being completed right now. */
const LEFT_FOR_MS = 5_000;

/** Completes accepted orders, and amendments of orders, whose own document a crash kept from being written. */
@Injectable()
export class OrderSweep extends PeriodicSweep {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly orders: OrderUseCases,
    private readonly items: SweptItems,
    config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const left = new Date(this.clock.now().getTime() - LEFT_FOR_MS);
    await this.items.each(this, {
      name: 'reserved-order',
      find: (page) => this.customers.reservedBefore(left, page),
      itemsOf: ({ reservedOrders }) => reservedOrders.filter(({ createdAt }) => createdAt < left),
      work: (order) => this.orders.complete(order),
    });
    await this.items.each(this, {
      name: 'reserved-amendment',
      find: (page) => this.customers.amendmentsReservedBefore(left, page),
      itemsOf: ({ reservedAmendments = [] }) => reservedAmendments.filter(({ createdAt }) => createdAt < left),
      work: (amendment) => this.orders.completeAmendment(amendment),
    });
  }
}
