import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { partnerOf, type Access, type Caller, type Command } from '#lib/service-kit';
import { endPartnership, removeAdminAccess, type Partnership } from './partnership.js';
import { PartnershipRepository } from './partnership.repository.js';

/** Who ends partnerships, from either side. */
export const ending: Access = {
  roles: ['GlobalAdmin', 'AdminAgent'],
  partnerTypes: ['indirect-provider', 'indirect-reseller'],
};

/** Who takes a provider's administrator access away. */
export const takingBackAccess: Access = { roles: ['GlobalAdmin'], partnerTypes: ['indirect-reseller'] };

@Injectable()
export class PartnershipUseCases {
  constructor(private readonly partnerships: PartnershipRepository) {}

  async find(caller: Caller, partnerId: string): Promise<Partnership | Rejected> {
    return (await this.partnerships.find(...sidesOf(caller, partnerId))) ?? rejectUnknown(partnerId);
  }

  async end({ id, caller }: Command, partnerId: string, reason?: string): Promise<Partnership | Rejected> {
    const decide = (partnership: Partnership, now: Date): ReturnType<typeof endPartnership> =>
      endPartnership(partnership, userOf(caller), reason, now);
    return (await this.partnerships.decide(...sidesOf(caller, partnerId), id, decide)) ?? rejectUnknown(partnerId);
  }

  async removeAdminAccess({ id, caller }: Command, partnerId: string): Promise<Partnership | Rejected> {
    const decide = (partnership: Partnership, now: Date): ReturnType<typeof removeAdminAccess> =>
      removeAdminAccess(partnership, userOf(caller), now);
    return (await this.partnerships.decide(...sidesOf(caller, partnerId), id, decide)) ?? rejectUnknown(partnerId);
  }
}

/** The provider and the reseller; what the caller is, its partner account says. */
function sidesOf(caller: Caller, partnerId: string): [providerId: string, resellerId: string] {
  return partnerOf(caller).partnerType === 'indirect-provider'
    ? [caller.tenantId, partnerId]
    : [partnerId, caller.tenantId];
}

function userOf({ tenantId, objectId }: Caller): { partnerId: string; userId: string } {
  return { partnerId: tenantId, userId: objectId };
}

function rejectUnknown(partnerId: string): Rejected {
  return reject(
    faults.notFound,
    `You have no partnership with ${partnerId}. GET /v1/partnerships lists those that you have.`,
  );
}
