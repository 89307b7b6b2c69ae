import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { NeighboursModule } from '../neighbours/neighbours.module.js';
import { OrderingModule } from '../ordering/ordering.module.js';
import { Consents } from './consent/consents.js';
import { CustomerPartnersController } from './my-partners/customer-partners.controller.js';
import { MyPartnersController } from './my-partners/my-partners.controller.js';
import { MyPartnersUseCases } from './my-partners/my-partners.use-cases.js';
import { InvitationPageController } from './relationship-request/invitation-page.controller.js';
import { MyInvitationController } from './relationship-request/invitation.controller.js';
import { RelationshipRequestController } from './relationship-request/relationship-request.controller.js';
import { RelationshipRequestRepository } from './relationship-request/relationship-request.repository.js';
import { RelationshipRequestSweep } from './relationship-request/relationship-request.sweep.js';
import { RelationshipRequestUseCases } from './relationship-request/relationship-request.use-cases.js';
import { RequestLinks } from './relationship-request/request-links.js';
import { RelationshipConsumer } from './relationship.consumer.js';
import { RemovalController } from './removal/removal.controller.js';
import { RemovalUseCases } from './removal/removal.use-cases.js';

/** Who works with a customer, and since when. */
@Module({
  imports: [AccountModule, NeighboursModule, OrderingModule],
  controllers: [
    RelationshipRequestController,
    MyInvitationController,
    InvitationPageController,
    RemovalController,
    RelationshipConsumer,
    CustomerPartnersController,
    MyPartnersController,
  ],
  providers: [
    RelationshipRequestRepository,
    RelationshipRequestUseCases,
    RelationshipRequestSweep,
    RequestLinks,
    Consents,
    MyPartnersUseCases,
    RemovalUseCases,
  ],
})
export class RelationshipModule {}
