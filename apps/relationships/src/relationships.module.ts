import { Module } from '@nestjs/common';
import { CommandsModule, PartnerAgreementsModule, PartnersModule, ServiceModule } from '#lib/service-kit';
import { CustomersClient } from './customer/customers.client.js';
import { InternalInvitationController } from './invitation/mail/internal-invitation.controller.js';
import { InvitationController } from './invitation/invitation.controller.js';
import { InvitationLinkController } from './invitation/link/invitation-link.controller.js';
import { InvitationLinks } from './invitation/link/invitation-links.js';
import { InvitationPageController } from './invitation/link/invitation-page.controller.js';
import { InvitationRepository } from './invitation/invitation.repository.js';
import { InvitationResources } from './invitation/invitation-resources.js';
import { InvitationSweep } from './invitation/invitation.sweep.js';
import { MailCountRepository } from './invitation/mail/mail-count.repository.js';
import { InvitationUseCases } from './invitation/invitation.use-cases.js';
import { InvitingProviders } from './invitation/inviting-providers.js';
import { InternalPartnershipController } from './partnership/internal-partnership.controller.js';
import { PartnershipController } from './partnership/partnership.controller.js';
import { PartnershipRepository } from './partnership/partnership.repository.js';
import { PartnershipUseCases } from './partnership/partnership.use-cases.js';
import { PartnershipViews } from './partnership/partnership.views.js';
import { RelationshipController } from './partnership/relationship.controller.js';
import { RelationshipsConsumer } from './relationships.consumer.js';
import { RelationshipsConfig } from './relationships.config.js';

/** Indirect providers and indirect resellers that work together. */
@Module({
  imports: [
    ServiceModule.forRoot('relationships', RelationshipsConfig),
    PartnersModule,
    PartnerAgreementsModule,
    CommandsModule,
  ],
  controllers: [
    InvitationController,
    InvitationLinkController,
    InvitationPageController,
    InternalInvitationController,
    PartnershipController,
    RelationshipController,
    InternalPartnershipController,
    RelationshipsConsumer,
  ],
  providers: [
    CustomersClient,
    InvitationRepository,
    InvitationUseCases,
    InvitationLinks,
    InvitationResources,
    InvitingProviders,
    InvitationSweep,
    MailCountRepository,
    PartnershipRepository,
    PartnershipUseCases,
    PartnershipViews,
  ],
})
export class RelationshipsModule {}
