import { Injectable } from '@nestjs/common';
import { CompactEncrypt, compactDecrypt, type JWK } from 'jose';
import { ServiceConfig } from '../../start/config.js';
import { StartRefusedError } from '../../start/start-refused.error.js';
import { derivedKey } from '../../start/secret-file.js';

/**
 * Wraps private keys for the database: each is encrypted by a key of its own, and that one by a key from a file that
 * the database does not have (JWE with A256GCMKW). Who reads the database, or a backup of it, can sign nothing.
 */
@Injectable()
export class KeyWrap {
  private readonly file: string;
  private known?: Uint8Array;

  constructor({ KEY_SECRET_FILE: file }: ServiceConfig) {
    this.file = file;
  }

  async wrap(privateJwk: JWK): Promise<string> {
    const content = new TextEncoder().encode(JSON.stringify(privateJwk));
    return new CompactEncrypt(content).setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM' }).encrypt(this.key());
  }

  async unwrap(wrapped: string): Promise<JWK> {
    const { plaintext } = await compactDecrypt(wrapped, this.key(), {
      keyManagementAlgorithms: ['A256GCMKW'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch(() => {
      throw new StartRefusedError(
        `The keys of this service were encrypted with a different secret than the one in ${this.file}. Set KEY_SECRET_FILE to the file that all its instances share.`,
      );
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK;
  }

  private key(): Uint8Array {
    return (this.known ??= derivedKey(this.file, 'key wrapping'));
  }
}
