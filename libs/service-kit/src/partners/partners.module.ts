import { Global, Module } from '@nestjs/common';
import { PARTNER_DIRECTORY } from '../access/partner-directory.js';
import { PartnersClient } from './partners.client.js';
import { PartnersConsumer } from './partners.consumer.js';
import { PartnersProjection } from './partners.projection.js';
import { ProjectedPartners } from './projected-partners.js';

/** Tells a service which tenants are partners, and of which type. */
@Global()
@Module({
  controllers: [PartnersConsumer],
  providers: [
    PartnersProjection,
    PartnersClient,
    ProjectedPartners,
    { provide: PARTNER_DIRECTORY, useExisting: ProjectedPartners },
  ],
  exports: [PARTNER_DIRECTORY, ProjectedPartners, PartnersClient],
})
export class PartnersModule {}
