import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { IdentityConfig } from '../../identity.config.js';
import { CredentialSecret } from './credential-secret.js';
import { adminOf, type Tenant, type User } from '../tenant.js';

/**
 * The first password of a new tenant's admin, or of a user that an admin adds. It is never stored: whoever has the
 * secret of this installation and the user's nonce can derive it, and the nonce is removed after a quarter of an hour.
 */
@Injectable()
export class OneTimePasswords {
  constructor(
    private readonly secret: CredentialSecret,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  newNonce(): string {
    return randomBytes(24).toString('base64url');
  }

  /** Nonces that were made before this time are not to be used any more. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() - this.config.CREDENTIAL_TTL_SECONDS * 1_000);
  }

  /** The admin's password while it may be told; undefined afterwards. */
  ofAdmin(tenant: Tenant): string | undefined {
    return this.of(adminOf(tenant));
  }

  /** A user's one-time password while it may be told; undefined afterwards, and where users sign in at another issuer. */
  of(user: User | undefined): string | undefined {
    if (this.config.OIDC_ISSUER !== undefined) return undefined;
    const credential = user?.credential;
    if (!credential || !('nonce' in credential) || credential.createdAt < this.expiry()) return undefined;
    return this.derive(credential.nonce);
  }

  matches(nonce: string, password: string): boolean {
    return timingSafeEqual(sha256(this.derive(nonce)), sha256(password));
  }

  hashFor(nonce: string): Promise<string> {
    return hash(this.derive(nonce));
  }

  /** 96 bits, with the kinds of characters that password rules ask for. */
  private derive(nonce: string): string {
    return `Tt1!${this.secret.hmac(nonce).toString('base64url').slice(0, 16)}`;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
