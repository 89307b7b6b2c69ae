import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CredentialSecret } from '../tenant/password/credential-secret.js';

/**
 * The secrets of applications: 256 bits, derived from the secret of the installation, so that a repeat of the request
 * that registered the application answers the same. Stored is their hash alone.
 */
@Injectable()
export class ApplicationSecrets {
  constructor(private readonly secret: CredentialSecret) {}

  of(appId: string): string {
    return this.secret.hmac(`application ${appId}`).toString('base64url');
  }
}

/** A secret of 256 random bits needs no slow hash. */
export function hashOf(secret: string): string {
  return sha256(secret).toString('base64url');
}

export function matchesHash(secret: string, hash: string): boolean {
  return timingSafeEqual(sha256(secret), Buffer.from(hash, 'base64url'));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
