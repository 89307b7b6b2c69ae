import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { upnOf } from '../tenant/tenant.js';
import { TenantRepository } from '../tenant/tenant.repository.js';

export interface UserFacts {
  userId: string;
  userName: string;
  userPrincipalName: string;
  /** The roles that the user holds now, whatever its token says. */
  roles: string[];
}

/** A user as it is now, for services that decide about what only somebody with a certain role may do. */
@Controller('internal/tenants/:tenantId/users')
@InternalController('agreements', 'customers', 'relationships')
export class InternalUserController {
  constructor(private readonly tenants: TenantRepository) {}

  @Get(':userId')
  async get(
    @Param('tenantId', GuidPipe) tenantId: string,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<UserFacts> {
    const tenant = await this.tenants.find(tenantId);
    const user = tenant?.users.find(({ id }) => id === userId);
    if (!tenant || !user) throw notFound(`There is no user ${userId} in the tenant ${tenantId}.`);
    return { userId, userName: user.userName, userPrincipalName: upnOf(tenant, user), roles: user.roles };
  }
}
