import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { InternalClient, PeriodicSweep } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { DeletedUsers } from '../user/deleted-users.js';
import { OneTimePasswords } from './one-time-passwords.js';
import { type Tenant } from './tenant.js';
import { TenantRepository } from './tenant.repository.js';

const BATCH = 100;

/** Ends what may not last: one-time passwords that can be told again, domains whose customer never came, deleted users. */
@Injectable()
export class TenantSweep extends PeriodicSweep {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: OneTimePasswords,
    private readonly deleted: DeletedUsers,
    private readonly internal: InternalClient,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const expiry = this.passwords.expiry();
    for (const tenant of await this.tenants.withNoncesBefore(expiry, BATCH)) await this.seal(tenant, expiry);
    const overdue = new Date(this.clock.now().getTime() - this.config.RESERVATION_TTL_SECONDS * 1_000);
    for (const tenant of await this.tenants.reservedBefore(overdue, BATCH)) await this.settle(tenant);
    await this.tenants.purgeReleased();
    const before = this.deleted.since();
    for (const { id } of await this.tenants.withDeletedBefore(before, BATCH)) {
      await this.tenants.purgeDeletedUsers(id, before);
    }
  }

  private async seal({ id, users, deletedUsers = [] }: Tenant, expiry: Date): Promise<void> {
    for (const { id: userId, credential } of [...users, ...deletedUsers]) {
      if (!credential || !('nonce' in credential) || credential.createdAt >= expiry) continue;
      const { nonce } = credential;
      await this.tenants.seal(id, userId, { nonce, passwordHash: await this.passwords.hashFor(nonce) });
    }
  }

  /** Customers decides: either the customer exists after all, or its id is barred and the domain can go. */
  private async settle({ id }: Tenant): Promise<void> {
    const { status } = await this.internal.call('customers', 'PUT', `/internal/customers/${id}/tombstone`);
    if (status === 409) await this.tenants.confirm(id);
    if (status === 200) await this.tenants.release(id);
  }
}
