import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { accepted } from '#lib/partner-api';
import { PeriodicSweep, SweptItems } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { DeletedUsers } from '../user/deleted-users.js';
import { CustomersClient } from './customers.client.js';
import { OneTimePasswords } from './password/one-time-passwords.js';
import { type Tenant } from './tenant.js';
import { TenantRepository } from './tenant.repository.js';

/** Ends what may not last: one-time passwords that can be told again, domains whose customer never came, deleted users. */
@Injectable()
export class TenantSweep extends PeriodicSweep {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: OneTimePasswords,
    private readonly deleted: DeletedUsers,
    private readonly customers: CustomersClient,
    private readonly items: SweptItems,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const expiry = this.passwords.expiry();
    await this.items.each(this, {
      name: 'expired-one-time-password',
      find: (page) => this.tenants.withNoncesBefore(expiry, page),
      itemsOf: (tenant) => noncesBefore(tenant, expiry),
      work: async ({ tenantId, userId, nonce }) =>
        this.tenants.seal(tenantId, userId, { nonce, passwordHash: await this.passwords.hashFor(nonce) }),
    });
    const overdue = new Date(this.clock.now().getTime() - this.config.RESERVATION_TTL_SECONDS * 1_000);
    await this.items.each(this, {
      name: 'overdue-reservation',
      find: (page) => this.tenants.reservedBefore(overdue, page),
      itemsOf: (tenant) => [tenant],
      work: (tenant) => this.settle(tenant),
    });
    await this.tenants.purgeReleased();
    const before = this.deleted.since();
    await this.items.each(this, {
      name: 'deleted-users',
      find: (page) => this.tenants.withDeletedBefore(before, page),
      itemsOf: ({ id }) => [{ id: `${id}/${before.getTime()}`, tenantId: id }],
      work: ({ tenantId }) => this.tenants.purgeDeletedUsers(tenantId, before),
    });
  }

  /** Customers decides: either the customer exists after all, or its id is barred and the domain can go. */
  private async settle({ id }: Tenant): Promise<void> {
    const outcome = await this.customers.bury(id);
    if (outcome === 'exists') accepted(await this.tenants.confirm(id));
    if (outcome === 'buried') await this.tenants.release(id);
  }
}

interface ExpiredNonce {
  id: string;
  tenantId: string;
  userId: string;
  nonce: string;
}

function noncesBefore({ id: tenantId, users, deletedUsers = [] }: Tenant, expiry: Date): ExpiredNonce[] {
  return [...users, ...deletedUsers].flatMap(({ id: userId, credential }) =>
    credential && 'nonce' in credential && credential.createdAt < expiry
      ? [{ id: `${userId}/${credential.createdAt.getTime()}`, tenantId, userId, nonce: credential.nonce }]
      : [],
  );
}
