import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FastifyReply } from 'fastify';

const NONCE = '__CSP_NONCE__';

/** The one document of all pages: what it shows is the address's. */
export class IndexPage {
  private readonly document: string;

  /**
   * @param folder where Vite has put it
   * @param isSandbox whether pages have the corner for developers
   */
  constructor(folder: string, isSandbox: boolean) {
    const document = readFileSync(join(folder, 'index.html'), 'utf8');
    this.document = isSandbox ? document.replace('<html ', '<html data-sandbox ') : document;
  }

  /** With a nonce of its own for each answer: no script and no style runs here but the portal's. */
  send(reply: FastifyReply): FastifyReply {
    const nonce = randomBytes(18).toString('base64url');
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policyWith(nonce),
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        // Some addresses hold the token of a link.
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      .send(this.document.replaceAll(NONCE, nonce));
  }
}

function policyWith(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
