import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, runInContext } from '#lib/messaging';
import { PeriodicSweep, SweptItems, systemIds, type Caller } from '#lib/service-kit';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { CustomersConfig } from '../../customers.config.js';
import { RelationshipRequestRepository } from './relationship-request.repository.js';
import { RelationshipRequestUseCases } from './relationship-request.use-cases.js';

/** Younger ones are being completed by the request that made them. */
const UNDER_WAY_MS = 5_000;

/** Completes what customers accepted right before a crash, or before a service that has to be asked went away. */
@Injectable()
export class RelationshipRequestSweep extends PeriodicSweep {
  constructor(
    private readonly requests: RelationshipRequestRepository,
    private readonly useCases: RelationshipRequestUseCases,
    private readonly customers: CustomerRepository,
    private readonly items: SweptItems,
    config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNDER_WAY_MS);
    await this.items.each(this, {
      name: 'claimed-relationship-request',
      find: (page) => this.requests.claimedBefore(before, page),
      itemsOf: ({ id: requestId, claim }) =>
        claim ? [{ id: `${requestId}/${claim.at.getTime()}`, requestId, claim }] : [],
      work: ({ requestId, claim: { customerId, userId } }) =>
        this.as(customerId, userId, (caller) => this.useCases.completeClaimed(caller, requestId)),
    });
    await this.items.each(this, {
      name: 'pending-connection',
      find: (page) => this.customers.pendingBefore(before, page),
      itemsOf: ({ id: customerId, pendingConnections }) =>
        pendingConnections
          .filter(({ since }) => since < before)
          .map((pending) => ({ id: `${pending.id}/${pending.since.getTime()}`, customerId, pending })),
      work: ({ customerId, pending }) =>
        this.as(customerId, pending.userId, (caller) => this.useCases.resume(caller, pending)),
    });
  }

  /** In the name of the customer's user. What is refused by now has been undone. */
  private as<Result>(tenantId: string, objectId: string, work: (caller: Caller) => Promise<Result>): Promise<Result> {
    const context = { correlationId: systemIds.random(), actor: `${tenantId}/${objectId}` };
    return runInContext(context, () => work({ tenantId, objectId, kind: 'user', roles: [] }));
  }
}
