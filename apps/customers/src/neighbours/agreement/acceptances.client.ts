import { Injectable } from '@nestjs/common';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

/** Customers' own acceptances of the agreement, which the agreements service records. */
@Injectable()
export class AcceptancesClient {
  constructor(private readonly internal: InternalClient) {}

  /** Accepts it for the caller's tenant; a repeat with the same id answers the same. Refuses as agreements does. */
  async accept(caller: Caller, id: string, contact: object): Promise<void> {
    const path = internalPath`/internal/agreements/${caller.tenantId}/acceptances/${id}`;
    const { status, body } = await this.internal.call('agreements', 'PUT', path, { caller, body: contact });
    if (status === 200) return;
    const { code, description } = body as { code: number; description: string };
    throw new PartnerError({ status, code }, description);
  }
}
