import { Injectable } from '@nestjs/common';
import { notFound } from '#lib/partner-api';
import { partnerOf, type Access, type Caller, type Command } from '#lib/service-kit';
import { endPartnership, removeAdminAccess, type Partnership } from './partnership.js';
import { PartnershipRepository } from './partnership.repository.js';

/** Who ends partnerships, from either side. */
export const ending: Access = {
  roles: ['GlobalAdmin', 'AdminAgent'],
  partnerTypes: ['indirect-provider', 'indirect-reseller'],
};

@Injectable()
export class PartnershipUseCases {
  constructor(private readonly partnerships: PartnershipRepository) {}

  async find(caller: Caller, partnerId: string): Promise<Partnership> {
    return found(await this.partnerships.find(...sidesOf(caller, partnerId)), partnerId);
  }

  async end({ id, caller }: Command, partnerId: string, reason?: string): Promise<void> {
    const decide = (partnership: Partnership, now: Date): ReturnType<typeof endPartnership> =>
      endPartnership(partnership, userOf(caller), reason, now);
    found(await this.partnerships.decide(...sidesOf(caller, partnerId), id, decide), partnerId);
  }

  async removeAdminAccess({ id, caller }: Command, partnerId: string): Promise<void> {
    const decide = (partnership: Partnership, now: Date): ReturnType<typeof removeAdminAccess> =>
      removeAdminAccess(partnership, userOf(caller), now);
    found(await this.partnerships.decide(...sidesOf(caller, partnerId), id, decide), partnerId);
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

function found(partnership: Partnership | undefined, partnerId: string): Partnership {
  if (partnership) return partnership;
  throw notFound(`You have no partnership with ${partnerId}. GET /v1/partnerships lists those that you have.`);
}
