import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { IdentityConfig } from '../identity.config.js';

/** The secret of this installation, made at first use. What is derived with it, nobody else can derive. */
@Injectable()
export class CredentialSecret {
  private readonly secret: Buffer;

  constructor({ CREDENTIAL_SECRET_FILE: file }: IdentityConfig) {
    if (!existsSync(file)) createOnce(file);
    this.secret = readFileSync(file);
    if (this.secret.length < 32) throw new Error(`CREDENTIAL_SECRET_FILE ${file} must hold at least 32 bytes.`);
  }

  /** The HMAC-SHA-256 of a text. */
  hmac(text: string): Buffer {
    return createHmac('sha256', this.secret).update(text).digest();
  }
}

/** Several instances may start at once on the same file: the first one's secret is everybody's. */
function createOnce(file: string): void {
  try {
    writeFileSync(file, randomBytes(48).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
