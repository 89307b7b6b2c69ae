import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { readOrCreateSecret } from '#lib/service-kit';
import { IdentityConfig } from '../../identity.config.js';

/** The secret of this installation, made at first use. What is derived with it, nobody else can derive. */
@Injectable()
export class CredentialSecret {
  private readonly secret: Buffer;

  constructor({ CREDENTIAL_SECRET_FILE: file }: IdentityConfig) {
    this.secret = readOrCreateSecret(file);
  }

  /** The HMAC-SHA-256 of a text. */
  hmac(text: string): Buffer {
    return createHmac('sha256', this.secret).update(text).digest();
  }
}
