import { Global, Module } from '@nestjs/common';
import { CommandsModule, PARTNER_DIRECTORY, ServiceModule } from '#lib/service-kit';
import { EnrollmentConfig } from './enrollment.config.js';
import { EnrollmentCommandConsumer } from './enrollment/enrollment-command.consumer.js';
import { EnrollmentConsumer } from './enrollment/enrollment.consumer.js';
import { EnrollmentController } from './enrollment/enrollment.controller.js';
import { EnrollmentRepository } from './enrollment/enrollment.repository.js';
import { EnrollmentSweep } from './enrollment/enrollment.sweep.js';
import { EnrollmentUseCases } from './enrollment/enrollment.use-cases.js';
import { InternalEnrollmentController } from './enrollment/internal-enrollment.controller.js';
import { OperatorEnrollmentController } from './enrollment/operator-enrollment.controller.js';
import { VerificationController } from './verification/verification.controller.js';
import { VerificationLinks } from './verification/verification-links.js';
import { VerificationPageController } from './verification/verification-page.controller.js';
import { LocalMembershipDirectory } from './mpn/local-membership-directory.js';
import { MEMBERSHIP_DIRECTORY } from './mpn/membership-directory.js';
import { MpnAccountRepository } from './mpn/mpn-account.repository.js';
import { MpnAssociationRepository } from './mpn/mpn-association.repository.js';
import { MpnAssociations } from './mpn/mpn-associations.js';
import { MpnProfileController } from './mpn/mpn-profile.controller.js';
import { MpnProfileRepository } from './mpn/mpn-profile.repository.js';
import { MpnSignInRepository } from './mpn/mpn-sign-in.repository.js';
import { MpnSweep } from './mpn/mpn.sweep.js';
import { InternalPartnerController } from './partner/internal-partner.controller.js';
import { PartnerController } from './partner/partner.controller.js';
import { PartnerRepository } from './partner/partner.repository.js';
import { PartnerUseCases } from './partner/partner.use-cases.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProviderController } from './provider/provider.controller.js';
import { ProfileUseCases } from './profile/profile.use-cases.js';
import { TenantsClient } from './tenant/tenants.client.js';

/** How companies become partners, and what they say of themselves. This service owns what others project of partners. */
@Global()
@Module({
  imports: [ServiceModule.forRoot('enrollment', EnrollmentConfig), CommandsModule],
  controllers: [
    EnrollmentController,
    OperatorEnrollmentController,
    VerificationController,
    VerificationPageController,
    InternalEnrollmentController,
    EnrollmentConsumer,
    EnrollmentCommandConsumer,
    MpnProfileController,
    PartnerController,
    InternalPartnerController,
    ProfileController,
    ProviderController,
  ],
  providers: [
    EnrollmentRepository,
    EnrollmentUseCases,
    EnrollmentSweep,
    VerificationLinks,
    MpnProfileRepository,
    MpnAccountRepository,
    MpnSignInRepository,
    MpnAssociationRepository,
    MpnAssociations,
    MpnSweep,
    { provide: MEMBERSHIP_DIRECTORY, useClass: LocalMembershipDirectory },
    PartnerRepository,
    PartnerUseCases,
    ProfileUseCases,
    TenantsClient,
    { provide: PARTNER_DIRECTORY, useExisting: PartnerRepository },
  ],
  exports: [PARTNER_DIRECTORY],
})
export class EnrollmentModule {}
