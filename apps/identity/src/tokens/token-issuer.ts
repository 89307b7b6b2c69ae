import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { systemIds } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { upnOf, type Tenant, type User } from '../tenant/tenant.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

/** Signs access tokens with the claims that Partner Center's clients know. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly keys: SigningKeysRepository,
    private readonly config: IdentityConfig,
  ) {}

  /** A token of a user, valid for `lifetimeSeconds`. */
  async issue(tenant: Tenant, user: User, lifetimeSeconds: number): Promise<string> {
    const { kid, privateKey } = await this.keys.current();
    const claims = {
      tid: tenant.id,
      oid: user.id,
      upn: upnOf(tenant, user),
      idtyp: 'user',
      roles: user.roles,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(this.config.issuer)
      .setAudience(this.config.TOKEN_AUDIENCE)
      .setSubject(user.id)
      .setJti(systemIds.random())
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(privateKey);
  }
}
