import { Module } from '@nestjs/common';
import { PartnerAgreementsConsumer } from './partner-agreements.consumer.js';
import { PartnerAgreementsProjection } from './partner-agreements.projection.js';
import { PartnerAgreementsClient } from './partner-agreements.client.js';

/** Tells a service which partners have signed the Microsoft Partner Agreement. */
@Module({
  controllers: [PartnerAgreementsConsumer],
  providers: [PartnerAgreementsProjection, PartnerAgreementsClient],
  exports: [PartnerAgreementsClient],
})
export class PartnerAgreementsModule {}
