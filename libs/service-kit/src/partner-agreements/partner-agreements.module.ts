import { Module } from '@nestjs/common';
import { PartnerAgreementsConsumer } from './partner-agreements.consumer.js';
import { PartnerAgreementsProjection } from './partner-agreements.projection.js';
import { PartnerAgreements } from './partner-agreements.js';

/** Tells a service which partners have signed the Microsoft Partner Agreement. */
@Module({
  controllers: [PartnerAgreementsConsumer],
  providers: [PartnerAgreementsProjection, PartnerAgreements],
  exports: [PartnerAgreements],
})
export class PartnerAgreementsModule {}
