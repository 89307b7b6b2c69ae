import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { LinkTokens, systemIds } from '#lib/service-kit';
import { EnrollmentConfig } from '../enrollment.config.js';
import { type Verification } from '../enrollment-state/enrollment-state.js';

/** Links by which primary contacts confirm their addresses. */
@Injectable()
export class VerificationLinks {
  private readonly tokens: LinkTokens;

  constructor(
    private readonly config: EnrollmentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.tokens = new LinkTokens(config.LINK_SECRET_FILE, 'verification');
  }

  /** A verification that is to be sent to `email`. */
  issue(email: string): Verification {
    const id = systemIds.random();
    const expiresAt = new Date(this.clock.now().getTime() + this.config.VERIFICATION_TTL_SECONDS * 1_000);
    return { id, tokenHash: this.hashOf(this.tokens.tokenOf(id)), email, expiresAt };
  }

  url({ id }: Verification): string {
    return `${this.config.issuer}/verifications/${this.tokens.tokenOf(id)}`;
  }

  hashOf(token: string): string {
    return this.tokens.hashOf(token);
  }
}
