import { Injectable } from '@nestjs/common';
import { PeriodicSweep } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { OidcRepository } from '../oidc/grants/oidc.repository.js';
import { SignInAttemptsRepository } from './sign-in-attempts.repository.js';

/** Deletes what has expired; until then nobody is answered by it any more. */
@Injectable()
export class SignInSweep extends PeriodicSweep {
  constructor(
    private readonly storage: OidcRepository,
    private readonly attempts: SignInAttemptsRepository,
    config: IdentityConfig,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    await this.storage.removeExpired();
    await this.attempts.removeExpired();
  }
}
