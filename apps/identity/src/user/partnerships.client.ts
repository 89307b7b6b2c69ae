import { Injectable } from '@nestjs/common';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

/** Access that resellers gave their providers. It can be taken away, so the relationships service is asked each time. */
@Injectable()
export class PartnershipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Whether the reseller gave the caller's company administrator access. */
  async hasAdminAccess(caller: Caller, resellerId: string): Promise<boolean> {
    const path = internalPath`/internal/partnerships/${caller.tenantId}/${resellerId}`;
    const { body } = await this.internal.call('relationships', 'GET', path, { caller });
    return (body as { adminAccess: boolean }).adminAccess;
  }
}
