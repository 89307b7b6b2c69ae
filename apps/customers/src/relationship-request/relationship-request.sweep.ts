import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, runInContext } from '#lib/messaging';
import { isRefusal, PartnerError } from '#lib/partner-api';
import { PeriodicSweep, systemIds, type Caller } from '#lib/service-kit';
import { CustomerRepository } from '../customer/customer.repository.js';
import { CustomersConfig } from '../customers.config.js';
import { RelationshipRequestRepository } from './relationship-request.repository.js';
import { RelationshipRequestUseCases } from './relationship-request.use-cases.js';

const BATCH = 100;
/** Younger ones are being completed by the request that made them. */
const UNDER_WAY_MS = 5_000;

/** Completes what customers accepted right before a crash, or before a service that has to be asked went away. */
@Injectable()
export class RelationshipRequestSweep extends PeriodicSweep {
  constructor(
    private readonly requests: RelationshipRequestRepository,
    private readonly useCases: RelationshipRequestUseCases,
    private readonly customers: CustomerRepository,
    config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNDER_WAY_MS);
    for (const { id, claim } of await this.requests.claimedBefore(before, BATCH)) {
      if (claim) await this.as(claim.customerId, claim.userId, (caller) => this.useCases.completeClaimed(caller, id));
    }
    for (const { id, pendingConnections } of await this.customers.pendingBefore(before, BATCH)) {
      for (const pending of pendingConnections) {
        await this.as(id, pending.userId, (caller) => this.useCases.resume(caller, pending));
      }
    }
  }

  /** What is refused by now has been undone. What a service is missing for waits; the others go on without it. */
  private async as(tenantId: string, objectId: string, work: (caller: Caller) => Promise<void>): Promise<void> {
    if (this.stopping) return;
    const context = { correlationId: systemIds.random(), actor: `${tenantId}/${objectId}` };
    try {
      await runInContext(context, () => work({ tenantId, objectId, kind: 'user', roles: [] }));
    } catch (error) {
      if (!(error instanceof PartnerError)) throw error;
      const what = isRefusal(error) ? 'cannot be any more' : 'is tried again';
      this.logger.log(`What a customer accepted ${what}: ${error.description}`);
    }
  }
}
