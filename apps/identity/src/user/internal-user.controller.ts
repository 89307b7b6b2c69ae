import { Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getCurrentUser, type CurrentUser } from '#contracts/internal/identity';
import { TenantRepository } from '../tenant/tenant.repository.js';

/** A user as it is now, for services that decide about what only somebody with a certain role may do. */
@InternalController()
export class InternalUserController {
  constructor(private readonly tenants: TenantRepository) {}

  @InternalEndpoint(getCurrentUser)
  async get(
    @Param('tenantId', GuidPipe) tenantId: string,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<CurrentUser> {
    const user = await this.tenants.findCurrent(tenantId, userId);
    if (!user) throw notFound(`There is no user ${userId} in the tenant ${tenantId}.`);
    return user;
  }
}
