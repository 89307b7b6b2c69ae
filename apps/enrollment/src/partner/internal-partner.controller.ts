import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController, type PartnerView } from '#lib/service-kit';
import { PartnerRepository } from './partner.repository.js';

/** Whether a tenant is a partner, for services whose projection does not know it. */
@Controller('internal/partners')
@InternalController('identity', 'customers', 'agreements')
export class InternalPartnerController {
  constructor(private readonly partners: PartnerRepository) {}

  @Get(':id')
  async get(@Param('id', GuidPipe) id: string): Promise<PartnerView> {
    const partner = await this.partners.find(id);
    if (!partner) throw notFound(`There is no partner ${id}.`);
    return partner;
  }
}
