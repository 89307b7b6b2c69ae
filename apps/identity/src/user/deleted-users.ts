import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type Caller } from '#lib/service-kit';
import { SubscribedSkusClient } from '../customer/customer-license/subscribed-skus.client.js';
import { IdentityConfig } from '../identity.config.js';
import { type DeletedUser, type Tenant, type User } from '../tenant/tenant.js';
import { type Restoring, type UserChange } from './user.js';

/** Users that were deleted, and can be restored for a time. */
@Injectable()
export class DeletedUsers {
  constructor(
    private readonly skus: SubscribedSkusClient,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those of a tenant that can be restored. */
  of({ deletedUsers = [] }: Tenant): DeletedUser[] {
    const since = this.since();
    return deletedUsers.filter(({ deletedAt }) => deletedAt >= since);
  }

  /** What it takes to restore one of them. Who had no licences needs no units. */
  async restoring(caller: Caller, { id }: Tenant, user: User, change: UserChange): Promise<Restoring> {
    const subscribed = user.licenses?.length ? await this.skus.of(caller, id) : [];
    return { change, subscribed, deletedSince: this.since() };
  }

  /** Who was deleted before is purged. */
  since(): Date {
    return new Date(this.clock.now().getTime() - this.config.DELETED_USER_TTL_SECONDS * 1_000);
  }
}
