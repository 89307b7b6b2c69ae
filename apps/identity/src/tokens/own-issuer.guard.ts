import { Injectable, type CanActivate } from '@nestjs/common';
import { notFound } from '#lib/partner-api';
import { IdentityConfig } from '../identity.config.js';

/** Keeps the endpoints of this issuer shut while another one is configured. */
@Injectable()
export class OwnIssuerGuard implements CanActivate {
  constructor(private readonly config: IdentityConfig) {}

  canActivate(): boolean {
    const { OIDC_ISSUER } = this.config;
    if (OIDC_ISSUER === undefined) return true;
    throw notFound(`This platform issues no tokens: sign in at ${OIDC_ISSUER}.`);
  }
}
