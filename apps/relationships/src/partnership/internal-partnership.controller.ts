import { Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getPartnership, type PartnershipFacts } from '#contracts/internal/relationships';
import { PartnershipRepository } from './partnership.repository.js';

/** What other services ask before they decide: partnerships can be taken back, so nobody keeps a copy. */
@InternalController()
export class InternalPartnershipController {
  constructor(private readonly partnerships: PartnershipRepository) {}

  @InternalEndpoint(getPartnership)
  async get(
    @Param('providerId', GuidPipe) providerId: string,
    @Param('resellerId', GuidPipe) resellerId: string,
  ): Promise<PartnershipFacts> {
    const partnership = await this.partnerships.find(providerId, resellerId);
    return { isActive: partnership?.status === 'active', adminAccess: partnership?.adminAccess ?? false };
  }
}
