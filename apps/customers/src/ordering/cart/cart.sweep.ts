import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PeriodicSweep } from '#lib/service-kit';
import { CustomersConfig } from '../../customers.config.js';
import { CartRepository } from './cart.repository.js';

/** Deletes carts that have expired. Who reads one before that is told the same: it is gone. */
@Injectable()
export class CartSweep extends PeriodicSweep {
  constructor(
    private readonly carts: CartRepository,
    config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected sweep(): Promise<void> {
    return this.carts.purgeExpired(this.clock.now());
  }
}
