import { Module } from '@nestjs/common';
import { AgreementConfirmations } from './agreement/agreement-confirmations.js';
import { AgreementConsumer } from './agreement/agreement.consumer.js';
import { AgreementRepository } from './agreement/agreement.repository.js';
import { Partnerships } from './partnership/partnerships.js';
import { Tenants } from './tenant/tenants.js';

/** Other services, as clients and projections. */
@Module({
  controllers: [AgreementConsumer],
  providers: [Partnerships, AgreementRepository, AgreementConfirmations, Tenants],
  exports: [AgreementConfirmations, Partnerships, Tenants],
})
export class NeighboursModule {}
