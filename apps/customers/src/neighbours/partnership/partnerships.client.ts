import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getPartnership } from '#contracts/internal/relationships';

/**
 * The partnerships of a provider with its resellers. They can be taken back, so the relationships service, which owns
 * them, is asked each time: nothing that begins after an end was acknowledged gets through.
 */
@Injectable()
export class PartnershipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Refuses with 403/900149 unless the caller, a provider, and this reseller are partners. */
  activeFault(caller: Caller, resellerId: string): Promise<Rejected | undefined> {
    return this.anyActiveFault(caller, [resellerId]);
  }

  /** Refuses with 403/900149 unless the caller, a provider, and at least one of these resellers are partners. */
  async anyActiveFault(caller: Caller, resellerIds: string[]): Promise<Rejected | undefined> {
    for (const resellerId of resellerIds)
      if (await this.areActive(caller, caller.tenantId, resellerId)) return undefined;
    return reject(
      faults.programNotActive,
      `You have no active partnership with the indirect reseller ${resellerIds.join(' or ')}. Invite it by ` +
        'POST /v1/partnershipinvitations; once it has accepted, send this again.',
    );
  }

  /** Refuses with 403/900149 unless this provider and this reseller, one of which calls, are partners. */
  async partnersFault(caller: Caller, providerId: string, resellerId: string): Promise<Rejected | undefined> {
    if (await this.areActive(caller, providerId, resellerId)) return undefined;
    const other = caller.tenantId === providerId ? resellerId : providerId;
    return reject(
      faults.programNotActive,
      `You have no active partnership with ${other}: a provider invites, and its reseller accepts.`,
    );
  }

  /** Whether this provider and this reseller are partners. */
  async areActive(caller: Caller, providerId: string, resellerId: string): Promise<boolean> {
    return (await this.internal.call(getPartnership, { providerId, resellerId }, { caller })).body.isActive;
  }
}
