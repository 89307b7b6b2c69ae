import { Module } from '@nestjs/common';
import { PartnerAgreementsConsumer } from './partner-agreements.consumer.js';
import { PartnerAgreementsRepository } from './partner-agreements.repository.js';
import { PartnerAgreements } from './partner-agreements.js';

/** Tells a service which partners have signed the Microsoft Partner Agreement. */
@Module({
  controllers: [PartnerAgreementsConsumer],
  providers: [PartnerAgreementsRepository, PartnerAgreements],
  exports: [PartnerAgreements],
})
export class PartnerAgreementsModule {}
