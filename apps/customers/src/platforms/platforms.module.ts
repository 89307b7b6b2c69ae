import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { NeighboursModule } from '../neighbours/neighbours.module.js';
import { ExternalPurchaseConsumer } from './external-purchase/external-purchase.consumer.js';
import { ExternalPurchaseRepository } from './external-purchase/external-purchase.repository.js';
import { ExternalRelationshipConsumer } from './external-relationship/external-relationship.consumer.js';

/** What a partner's own platforms tell. */
@Module({
  imports: [AccountModule, NeighboursModule],
  controllers: [ExternalRelationshipConsumer, ExternalPurchaseConsumer],
  providers: [ExternalPurchaseRepository],
  exports: [ExternalPurchaseRepository],
})
export class PlatformsModule {}
