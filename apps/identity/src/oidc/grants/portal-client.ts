import { Injectable } from '@nestjs/common';
import { type AllClientMetadata, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import { PORTAL_CLIENT_ID, portalClientSecret, portalUrls } from '#lib/service-kit';
import { hashOf } from '../../application/application-secrets.js';
import { IdentityConfig } from '../../identity.config.js';
import { API, API_SCOPE } from '../wire/wire-dialect.js';

/** The platform's own pages: a confidential client that every user of every tenant may use without being asked. */
@Injectable()
export class PortalClient {
  constructor(private readonly config: IdentityConfig) {}

  /** Nothing where this installation has no portal. */
  registered(): (AllClientMetadata & { client_id: string })[] {
    const { issuer, PORTAL_CLIENT_SECRET_FILE: file } = this.config;
    if (file === undefined) return [];
    const urls = portalUrls(issuer);
    return [
      {
        client_id: PORTAL_CLIENT_ID,
        client_name: 'Two Tier',
        application_type: 'web',
        redirect_uris: [urls.signedIn],
        post_logout_redirect_uris: [urls.signedOut],
        token_endpoint_auth_method: 'client_secret_post',
        client_secret: hashOf(portalClientSecret(file)),
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ];
  }

  /** What a user has agreed to before; for the portal what it needs, as there is nobody else that the user could distrust. */
  async grant({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
    const { client, provider, result, session } = oidc;
    const clientId = client?.clientId ?? '';
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(clientId);
    const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    if (found || !isPortal(clientId) || session?.accountId === undefined) return found;
    const grant = new provider.Grant({ accountId: session.accountId, clientId });
    grant.addOIDCScope('openid profile');
    grant.addResourceScope(API, API_SCOPE);
    await grant.save();
    return grant;
  }
}

export function isPortal(clientId: string | undefined): boolean {
  return clientId === PORTAL_CLIENT_ID;
}
