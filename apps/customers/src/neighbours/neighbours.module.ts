import { Module } from '@nestjs/common';
import { AcceptancesClient } from './agreement/acceptances.client.js';
import { AgreementConfirmationsClient } from './agreement/agreement-confirmations.client.js';
import { AgreementConsumer } from './agreement/agreement.consumer.js';
import { AgreementProjection } from './agreement/agreement.projection.js';
import { PartnershipsClient } from './partnership/partnerships.client.js';
import { TenantsClient } from './tenant/tenants.client.js';

/** Other services, as clients and projections. */
@Module({
  controllers: [AgreementConsumer],
  providers: [AcceptancesClient, PartnershipsClient, AgreementProjection, AgreementConfirmationsClient, TenantsClient],
  exports: [AcceptancesClient, AgreementConfirmationsClient, PartnershipsClient, TenantsClient],
})
export class NeighboursModule {}
