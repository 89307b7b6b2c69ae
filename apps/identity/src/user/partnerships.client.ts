import { Injectable } from '@nestjs/common';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getPartnership } from '#contracts/internal/relationships';

/** Access that resellers gave their providers. It can be taken away, so the relationships service is asked each time. */
@Injectable()
export class PartnershipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether the reseller gave the caller's company administrator access. */
  async hasAdminAccess(caller: Caller, resellerId: string): Promise<boolean> {
    const { body } = await this.internal.call(getPartnership, { providerId: caller.tenantId, resellerId }, { caller });
    return body.adminAccess;
  }
}
