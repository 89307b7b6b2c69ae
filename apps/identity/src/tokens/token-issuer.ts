import { Inject, Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { systemIds } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { TokenKeys } from './token-keys.js';
import { ID_TOKEN_SECONDS } from './token-lifetimes.js';

/** Signs access tokens outside of the OAuth flows. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly keys: TokenKeys,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A token with these claims, valid for `lifetimeSeconds` from `at` on. */
  async issue(claims: Record<string, unknown>, lifetimeSeconds: number, at = this.clock.now()): Promise<string> {
    const [key] = await this.keys.ring();
    const now = Math.floor(at.getTime() / 1_000);
    const expiry = now + lifetimeSeconds;
    if (lifetimeSeconds > ID_TOKEN_SECONDS) await this.keys.noteUse(key, new Date(expiry * 1_000));
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: key.publicJwk.kid, typ: 'JWT' })
      .setIssuer(this.config.issuer)
      .setAudience(this.config.TOKEN_AUDIENCE)
      .setSubject(String(claims.oid ?? claims.appid))
      .setJti(systemIds.random())
      .setIssuedAt(now)
      .setExpirationTime(expiry)
      .sign(await importJWK(key.privateJwk, 'RS256'));
  }
}
