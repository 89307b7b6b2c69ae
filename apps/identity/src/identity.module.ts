import { Module } from '@nestjs/common';
import { PartnersModule, ServiceModule } from '#lib/service-kit';
import { IdentityConfig } from './identity.config.js';
import { CredentialSecret } from './tenant/credential-secret.js';
import { OneTimePasswords } from './tenant/one-time-passwords.js';
import { Passwords } from './tenant/passwords.js';
import { TenantConsumer } from './tenant/tenant.consumer.js';
import { TenantController } from './tenant/tenant.controller.js';
import { TenantRepository } from './tenant/tenant.repository.js';
import { TenantSweep } from './tenant/tenant.sweep.js';
import { KeySetController } from './tokens/key-set.controller.js';
import { SigningKeysRepository } from './tokens/signing-keys.repository.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { InternalUserController } from './user/internal-user.controller.js';
import { UserConsumer } from './user/user.consumer.js';
import { UserController } from './user/user.controller.js';
import { UserUseCases } from './user/user.use-cases.js';
import { WorkAccountController } from './work-account/work-account.controller.js';
import { WorkAccountUseCases } from './work-account/work-account.use-cases.js';

/** Tenants, their users, and the tokens that they call with. */
@Module({
  imports: [ServiceModule.forRoot('identity', IdentityConfig), PartnersModule],
  controllers: [
    KeySetController,
    TenantController,
    TenantConsumer,
    UserController,
    InternalUserController,
    UserConsumer,
    WorkAccountController,
  ],
  providers: [
    TenantRepository,
    TenantSweep,
    CredentialSecret,
    OneTimePasswords,
    Passwords,
    UserUseCases,
    WorkAccountUseCases,
    SigningKeysRepository,
    TokenIssuer,
  ],
})
export class IdentityModule {}
