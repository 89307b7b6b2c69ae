import { Module } from '@nestjs/common';
import { PartnersModule, ServiceModule } from '#lib/service-kit';
import { IdentityConfig } from './identity.config.js';
import { OneTimePasswords } from './tenant/one-time-passwords.js';
import { TenantConsumer } from './tenant/tenant.consumer.js';
import { TenantController } from './tenant/tenant.controller.js';
import { TenantRepository } from './tenant/tenant.repository.js';
import { TenantSweep } from './tenant/tenant.sweep.js';
import { KeySetController } from './tokens/key-set.controller.js';
import { SigningKeysRepository } from './tokens/signing-keys.repository.js';
import { TokenIssuer } from './tokens/token-issuer.js';

/** Tenants, their users, and the tokens that they call with. */
@Module({
  imports: [ServiceModule.forRoot('identity', IdentityConfig), PartnersModule],
  controllers: [KeySetController, TenantController, TenantConsumer],
  providers: [TenantRepository, TenantSweep, OneTimePasswords, SigningKeysRepository, TokenIssuer],
})
export class IdentityModule {}
