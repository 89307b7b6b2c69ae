import { createHash, createHmac } from 'node:crypto';
import { readOrCreateSecret } from '../start/secret-file.js';

/**
 * Tokens of links of one kind. A token derives from the id of what it opens and a secret, so that it can be told again
 * and is nowhere stored: only its hash is.
 */
export class LinkTokens {
  private readonly secret: Buffer;

  constructor(
    /** Made with a random secret if it does not exist. */
    secretFile: string,
    /** Keeps tokens of one kind from being used as another's, such as `verification`. */
    private readonly kind: string,
  ) {
    this.secret = readOrCreateSecret(secretFile);
  }

  tokenOf(id: string): string {
    return createHmac('sha256', this.secret).update(`${this.kind}/${id}`).digest('base64url');
  }

  hashOf(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }
}
