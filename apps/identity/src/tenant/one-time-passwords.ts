import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { IdentityConfig } from '../identity.config.js';
import { adminOf, type Tenant } from './tenant.js';

/**
 * The first password of a new tenant's admin. It is never stored: whoever has the secret of this installation and the
 * user's nonce can derive it, and the nonce is removed after a quarter of an hour.
 */
@Injectable()
export class OneTimePasswords {
  private readonly secret: Buffer;

  constructor(
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.secret = readOrCreate(config.CREDENTIAL_SECRET_FILE);
  }

  newNonce(): string {
    return randomBytes(24).toString('base64url');
  }

  /** Nonces that were made before this time are not to be used any more. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() - this.config.CREDENTIAL_TTL_SECONDS * 1_000);
  }

  /** The admin's password while it may be told; undefined afterwards. */
  ofAdmin(tenant: Tenant): string | undefined {
    const credential = adminOf(tenant)?.credential;
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
    return `Tt1!${createHmac('sha256', this.secret).update(nonce).digest('base64url').slice(0, 16)}`;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readOrCreate(file: string): Buffer {
  if (!existsSync(file)) createOnce(file);
  const secret = readFileSync(file);
  if (secret.length < 32) throw new Error(`CREDENTIAL_SECRET_FILE ${file} must hold at least 32 bytes.`);
  return secret;
}

/** Several instances may start at once on the same file: the first one's secret is everybody's. */
function createOnce(file: string): void {
  try {
    writeFileSync(file, randomBytes(48).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
