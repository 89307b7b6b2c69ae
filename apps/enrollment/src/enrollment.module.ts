import { Global, Module } from '@nestjs/common';
import { PARTNER_DIRECTORY, ServiceConfig, ServiceModule } from '#lib/service-kit';
import { InternalPartnerController } from './partner/internal-partner.controller.js';
import { PartnerController } from './partner/partner.controller.js';
import { PartnerRepository } from './partner/partner.repository.js';
import { PartnerUseCases } from './partner/partner.use-cases.js';

/** Which companies are partners. This service owns the answer that others project. */
@Global()
@Module({
  imports: [ServiceModule.forRoot('enrollment', ServiceConfig)],
  controllers: [PartnerController, InternalPartnerController],
  providers: [PartnerRepository, PartnerUseCases, { provide: PARTNER_DIRECTORY, useExisting: PartnerRepository }],
  exports: [PARTNER_DIRECTORY],
})
export class EnrollmentModule {}
