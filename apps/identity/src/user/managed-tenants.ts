import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { type Caller } from '#lib/service-kit';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { PartnershipsClient } from './partnerships.client.js';
import { type Actor } from './user.js';

/** A tenant whose users somebody may manage, and as whom. */
export interface ManagedTenant {
  tenantId: string;
  actor: Actor;
}

/** Whose users a caller may manage: its own tenant's, and those of resellers that gave its company administrator access. */
@Injectable()
export class ManagedTenants {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly partnerships: PartnershipsClient,
  ) {}

  async of(caller: Caller, resellerId?: string): Promise<ManagedTenant | Rejected> {
    if (!resellerId) return { tenantId: caller.tenantId, actor: { userId: caller.objectId } };
    if (!(await this.isAdminAgent(caller))) {
      return reject(
        faults.roleNotAllowed,
        'The supplied role does not have the rights to perform the requested operation. It needs AdminAgent.',
      );
    }
    if (await this.partnerships.hasAdminAccess(caller, resellerId)) {
      return { tenantId: resellerId, actor: 'provider-admin-agent' };
    }
    return reject(
      faults.forbidden,
      `Access denied. Your company has no administrator access to the work account of ${resellerId}: the reseller grants ` +
        'it by accepting a partnership invitation, and can take it away.',
    );
  }

  /** What counts is the role that the user holds now. */
  private async isAdminAgent({ tenantId, objectId }: Caller): Promise<boolean> {
    const user = await this.tenants.findCurrent(tenantId, objectId);
    return user?.roles.includes('AdminAgent') ?? false;
  }
}
