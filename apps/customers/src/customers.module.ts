import { Module } from '@nestjs/common';
import { CommandsModule, PartnersModule, ServiceModule } from '#lib/service-kit';
import { AccountModule } from './account/account.module.js';
import { CustomersConfig } from './customers.config.js';
import { OrderingModule } from './ordering/ordering.module.js';
import { PlatformsModule } from './platforms/platforms.module.js';
import { RelationshipModule } from './relationship/relationship.module.js';

/** Customer accounts, the partners' relationships with them, and their orders. */
@Module({
  imports: [
    ServiceModule.forRoot('customers', CustomersConfig),
    PartnersModule,
    CommandsModule,
    RelationshipModule,
    AccountModule,
    OrderingModule,
    PlatformsModule,
  ],
})
export class CustomersModule {}
