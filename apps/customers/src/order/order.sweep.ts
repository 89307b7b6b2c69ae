import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { CustomerRepository } from '../customer/customer.repository.js';
import { CustomersConfig } from '../customers.config.js';
import { OrderUseCases } from './order.use-cases.js';

/** Younger reservations are most likely being completed right now. */
const LEFT_FOR_MS = 5_000;
const BATCH = 100;

/** Completes accepted orders whose own document a crash kept from being written. */
@Injectable()
export class OrderSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OrderSweep.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  constructor(
    private readonly customers: CustomerRepository,
    private readonly orders: OrderUseCases,
    private readonly config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.start(), this.config.SWEEP_INTERVAL_SECONDS * 1_000);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private start(): void {
    this.running ??= this.sweep()
      .catch((error: Error) => this.logger.warn(`Sweep failed, tries again: ${error.message}`))
      .finally(() => (this.running = undefined));
  }

  private async sweep(): Promise<void> {
    const left = new Date(this.clock.now().getTime() - LEFT_FOR_MS);
    for (const order of await this.customers.reservedOrdersBefore(left, BATCH)) await this.orders.complete(order);
  }
}
