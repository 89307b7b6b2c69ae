import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EncryptJWT, jwtDecrypt, type JWTPayload } from 'jose';
import { derivedKey } from '#lib/service-kit';
import { PortalConfig } from '../portal.config.js';

/** `strict`: sent by this site's own pages alone. `lax`: also when another site leads here, as an issuer does after a sign-in. */
export interface Cookie {
  name: `__Host-${string}`;
  sameSite: 'strict' | 'lax';
}

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;
const FLAGS = 'Path=/; Secure; HttpOnly';

/** Cookies that nobody but the portal can read or make. Times are seconds. */
@Injectable()
export class SealedCookies {
  private readonly key: Uint8Array;

  constructor({ SESSION_SECRET_FILE }: PortalConfig) {
    this.key = derivedKey(SESSION_SECRET_FILE, 'sessions of the portal');
  }

  async set(reply: FastifyReply, cookie: Cookie, content: JWTPayload, expiresAt: number): Promise<void> {
    const sealed = await new EncryptJWT(content)
      .setProtectedHeader(ENCRYPTION)
      .setAudience(cookie.name)
      .setExpirationTime(expiresAt)
      .encrypt(this.key);
    send(reply, cookie, sealed, `Expires=${new Date(expiresAt * 1_000).toUTCString()}`);
  }

  clear(reply: FastifyReply, cookie: Cookie): void {
    send(reply, cookie, '', 'Max-Age=0');
  }

  /** Undefined: there is none, it has expired, or it was not made here. */
  async read<Content extends JWTPayload>({ headers }: FastifyRequest, { name }: Cookie): Promise<Content | undefined> {
    const sealed = valueOf(headers.cookie ?? '', name);
    if (!sealed) return undefined;
    const options = { audience: name, keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
    return jwtDecrypt<Content>(sealed, this.key, options).then(
      ({ payload }) => payload,
      () => undefined,
    );
  }
}

function send(reply: FastifyReply, { name, sameSite }: Cookie, value: string, lifetime: string): void {
  void reply.header('set-cookie', `${name}=${value}; ${FLAGS}; SameSite=${sameSite}; ${lifetime}`);
}

function valueOf(header: string, name: string): string | undefined {
  const start = `${name}=`;
  return header
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(start))
    ?.slice(start.length);
}
