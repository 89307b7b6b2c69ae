import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CredentialSecret } from '../tenant/password/credential-secret.js';

/**
 * The secrets of applications: 256 bits, derived from the secret of the installation, so that a repeat of the request
 * that made them answers the same. Stored is their hash alone.
 */
@Injectable()
export class ApplicationSecrets {
  constructor(private readonly secret: CredentialSecret) {}

  of(appId: string): string {
    return this.secret.hmac(`application ${appId}`).toString('base64url');
  }

  /** One that follows. */
  next(appId: string, requestId: string): string {
    return this.secret.hmac(`application ${appId} ${requestId}`).toString('base64url');
  }
}

/** A secret of 256 random bits needs no slow hash. */
export function hashOf(secret: string): string {
  return sha256(secret).toString('base64url');
}

/** @param hashes of all secrets that are in force, separated by `.` */
export function matchesHash(secret: string, hashes: string): boolean {
  const given = sha256(secret);
  return hashes.split('.').some((hash) => timingSafeEqual(given, Buffer.from(hash, 'base64url')));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
