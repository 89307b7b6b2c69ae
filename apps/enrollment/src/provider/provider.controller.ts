import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPages, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Anonymous, RateLimit } from '#lib/service-kit';
import { PartnerRepository } from '../partner/partner.repository.js';
import { FindProvidersQuery, ProviderResource, toProvider } from './provider.dto.js';
import { findProviders } from './provider.list.js';

/** For companies that look for an indirect provider to work with. */
@ApiTags('Find a provider')
@Controller('v1/providers')
@Anonymous()
export class ProviderController {
  constructor(private readonly partners: PartnerRepository) {}

  /** Indirect providers by country, region, name and speciality. */
  @Get()
  @RateLimit(120)
  @ApiPages(ProviderResource)
  async find(
    @Query() query: FindProvidersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<ProviderResource>> {
    const seek = seekOf(FindProvidersQuery, query, token, '/providers');
    return pageOf('/providers', seek, await findProviders(this.partners, seek.query, seek), toProvider);
  }
}
