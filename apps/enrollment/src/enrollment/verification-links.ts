import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { readOrCreateSecret, systemIds } from '#lib/service-kit';
import { EnrollmentConfig } from '../enrollment.config.js';
import { type Verification } from './enrollment.js';

/**
 * Links by which primary contacts confirm their addresses. A token derives from the verification's id and a secret, so
 * that it can be told again to who sends the mail, and is nowhere stored: only its hash is.
 */
@Injectable()
export class VerificationLinks {
  private readonly secret: Buffer;

  constructor(
    private readonly config: EnrollmentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.secret = readOrCreateSecret(config.LINK_SECRET_FILE);
  }

  /** A verification that is to be sent to `email`. */
  issue(email: string): Verification {
    const id = systemIds.random();
    const expiresAt = new Date(this.clock.now().getTime() + this.config.VERIFICATION_TTL_SECONDS * 1_000);
    return { id, tokenHash: this.hashOf(this.tokenOf(id)), email, expiresAt };
  }

  url({ id }: Verification): string {
    return `${this.config.issuer}/verifications/${this.tokenOf(id)}`;
  }

  hashOf(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  private tokenOf(verificationId: string): string {
    return createHmac('sha256', this.secret).update(`verification/${verificationId}`).digest('base64url');
  }
}
