import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { PartnershipRepository } from './partnership.repository.js';

/** A partnership at this moment. */
interface PartnershipFacts {
  isActive: boolean;
  adminAccess: boolean;
}

/** What other services ask before they decide: partnerships can be taken back, so nobody keeps a copy. */
@Controller('internal/partnerships')
@InternalController('identity', 'customers')
export class InternalPartnershipController {
  constructor(private readonly partnerships: PartnershipRepository) {}

  @Get(':providerId/:resellerId')
  async get(
    @Param('providerId', GuidPipe) providerId: string,
    @Param('resellerId', GuidPipe) resellerId: string,
  ): Promise<PartnershipFacts> {
    const partnership = await this.partnerships.find(providerId, resellerId);
    return { isActive: partnership?.status === 'active', adminAccess: partnership?.adminAccess ?? false };
  }
}
