import { Global, Module } from '@nestjs/common';
import { PartnersModule, ServiceModule, USER_DIRECTORY } from '#lib/service-kit';
import { ApplicationController } from './application/application.controller.js';
import { ApplicationRepository } from './application/application.repository.js';
import { ApplicationSecrets } from './application/application-secrets.js';
import { CommandSourceController } from './application/command-source/command-source.controller.js';
import { InternalCommandSourceController } from './application/command-source/internal-command-source.controller.js';
import { CustomerLicenseController } from './customer/customer-license/customer-license.controller.js';
import { CustomerLicenseUseCases } from './customer/customer-license/customer-license.use-cases.js';
import { SubscribedSkusClient } from './customer/customer-license/subscribed-skus.client.js';
import { CustomerUserController } from './customer/customer-user/customer-user.controller.js';
import { CustomerUserUseCases } from './customer/customer-user/customer-user.use-cases.js';
import { DelegatedAdminsClient } from './customer/customer-user/delegated-admins.client.js';
import { DirectoryRoleController } from './customer/directory-role/directory-role.controller.js';
import { IdentityConfig } from './identity.config.js';
import { DeviceCodes } from './oidc/device/device-codes.js';
import { DeviceController, DevicePagesController } from './oidc/device/device.controller.js';
import { InstanceController } from './oidc/instance/instance.controller.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcProvider } from './oidc/oidc-provider.js';
import { PortalClient } from './oidc/grants/portal-client.js';
import { OidcRepository } from './oidc/grants/oidc.repository.js';
import { OidcSettings } from './oidc/oidc-settings.js';
import { SpentGrants } from './oidc/grants/spent-grants.js';
import { TenantNames } from './oidc/wire/tenant-names.js';
import { Consents } from './sign-in/consents.js';
import { OpenSignIns } from './sign-in/open-sign-ins.js';
import { SignInAttemptsRepository } from './sign-in/sign-in-attempts.repository.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInSweep } from './sign-in/sign-in.sweep.js';
import { SignInUseCases } from './sign-in/sign-in.use-cases.js';
import { CredentialSecret } from './tenant/password/credential-secret.js';
import { DomainController } from './tenant/domain/domain.controller.js';
import { OneTimePasswords } from './tenant/password/one-time-passwords.js';
import { Passwords } from './tenant/password/passwords.js';
import { TenantConsumer } from './tenant/tenant.consumer.js';
import { TenantController } from './tenant/tenant.controller.js';
import { TenantRepository } from './tenant/tenant.repository.js';
import { CustomersClient } from './tenant/customers.client.js';
import { TenantSweep } from './tenant/tenant.sweep.js';
import { KeySetController } from './tokens/key-set.controller.js';
import { TokenKeys } from './tokens/token-keys.js';
import { TokenKeysRepository } from './tokens/token-keys.repository.js';
import { TokenExchangeController } from './tokens/token-exchange.controller.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { InternalUserController } from './user/internal-user.controller.js';
import { UserConsumer } from './user/user.consumer.js';
import { DeletedUsers } from './user/deleted-users.js';
import { PartnershipsClient } from './user/partnerships.client.js';
import { ManagedTenants } from './user/managed-tenants.js';
import { UserController } from './user/user.controller.js';
import { UserUseCases } from './user/user.use-cases.js';
import { WorkAccountController } from './work-account/work-account.controller.js';
import { WorkAccountUseCases } from './work-account/work-account.use-cases.js';

/** Tenants, their users and applications, and the tokens that they call with. */
@Global()
@Module({
  imports: [ServiceModule.forRoot('identity', IdentityConfig), PartnersModule],
  controllers: [
    KeySetController,
    TokenExchangeController,
    OidcController,
    SignInController,
    ApplicationController,
    DeviceController,
    DevicePagesController,
    InstanceController,
    TenantController,
    DomainController,
    TenantConsumer,
    WorkAccountController,
    UserController,
    InternalUserController,
    UserConsumer,
    CustomerUserController,
    CustomerLicenseController,
    DirectoryRoleController,
    CommandSourceController,
    InternalCommandSourceController,
  ],
  providers: [
    { provide: USER_DIRECTORY, useExisting: TenantRepository },
    TenantRepository,
    TenantSweep,
    CustomersClient,
    PartnershipsClient,
    CredentialSecret,
    OneTimePasswords,
    Passwords,
    WorkAccountUseCases,
    UserUseCases,
    DeletedUsers,
    ManagedTenants,
    CustomerUserUseCases,
    DelegatedAdminsClient,
    CustomerLicenseUseCases,
    SubscribedSkusClient,
    ApplicationRepository,
    ApplicationSecrets,
    TokenKeysRepository,
    TokenKeys,
    TokenIssuer,
    OidcRepository,
    OidcSettings,
    PortalClient,
    SpentGrants,
    OidcProvider,
    TenantNames,
    DeviceCodes,
    OpenSignIns,
    Consents,
    SignInUseCases,
    SignInAttemptsRepository,
    SignInSweep,
  ],
  exports: [USER_DIRECTORY],
})
export class IdentityModule {}
