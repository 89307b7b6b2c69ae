import { Injectable } from '@nestjs/common';
import {
  errors,
  type AccessToken,
  type FindAccount,
  type Account as SignedInAccount,
  type Client,
  type ClientCredentials,
  type Configuration,
  type KoaContextWithOIDC,
  type ResourceServer,
} from 'oidc-provider';
import { type KeyRing } from '#lib/service-kit';
import { ApplicationRepository } from '../application/application.repository.js';
import { IdentityConfig } from '../identity.config.js';
import { CredentialSecret } from '../tenant/password/credential-secret.js';
import { upnOf } from '../tenant/tenant.js';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { appClaims, userClaims } from '../tokens/token-claims.js';
import * as lifetimes from '../tokens/token-lifetimes.js';
import { COMMAND_LINE_CLIENT, tenantOf } from './grants/clients.js';
import { DeviceCodeAdapter } from './device/device-code.adapter.js';
import { DEVICE_CODE } from './device/device-codes.js';
import { confirmCodePage, deviceSignedInPage, userCodePage } from './device/device-pages.js';
import { ClientAdapter, OidcAdapter } from './grants/oidc-adapter.js';
import { OidcRepository } from './grants/oidc.repository.js';
import { isPortal, PortalClient } from './grants/portal-client.js';
import { signInPolicy } from './sign-in-policy.js';
import { errorPage, signedOutPage, signOutPage } from './oidc-pages.js';
import { exchangeOf } from './oidc-exchange.js';
import { oidcRoutes } from './oidc-routes.js';
import { API, API_SCOPE, OFFLINE_SCOPE } from './wire/wire-dialect.js';

const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
const openidClaims = ['sub', 'tid', 'oid', 'upn', 'preferred_username'];
const profileClaims = ['name', 'given_name', 'family_name'];

/** What oidc-provider has to know of this platform. */
@Injectable()
export class OidcSettings {
  constructor(
    private readonly config: IdentityConfig,
    private readonly secret: CredentialSecret,
    private readonly storage: OidcRepository,
    private readonly tenants: TenantRepository,
    private readonly applications: ApplicationRepository,
    private readonly portal: PortalClient,
  ) {}

  with([signing, ...others]: KeyRing): Configuration {
    return {
      adapter: (kind) => this.adapter(kind),
      clients: [COMMAND_LINE_CLIENT, ...this.portal.registered()],
      jwks: { keys: [signing, ...others].map(({ privateJwk }) => privateJwk) },
      ...this.protocol(),
      ...this.people(),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        deviceFlow: {
          enabled: true,
          deviceInfo: () => ({}),
          userCodeInputSource: userCodePage,
          userCodeConfirmSource: (context, _form, client, _deviceInfo, userCode) =>
            this.confirmCode(context, client, userCode),
          successSource: deviceSignedInPage,
        },
        resourceIndicators: {
          enabled: true,
          defaultResource: (_context, _client, oneOf) => oneOf?.[0],
          useGrantedResource: () => true,
          getResourceServerInfo: (_context, resource) => this.resourceServer(resource),
        },
        revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
        // On by default; their endpoint has no path here, and services do not know such tokens.
        pushedAuthorizationRequests: { enabled: false },
        dPoP: { enabled: false },
        rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
      },
      renderError: errorPage,
    };
  }

  private adapter(kind: string): OidcAdapter {
    if (kind === 'Client') return new ClientAdapter(this.applications, this.storage);
    if (kind === DEVICE_CODE) return new DeviceCodeAdapter(this.storage);
    return new OidcAdapter(kind, this.storage);
  }

  private protocol(): Configuration {
    return {
      routes: oidcRoutes,
      cookies: { keys: [this.secret.hmac('cookies').toString('base64url')], short: cookie, long: cookie },
      responseTypes: ['code'],
      clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
      scopes: ['openid', 'profile', OFFLINE_SCOPE],
      pkce: { required: (_context, client) => client.clientAuthMethod === 'none' },
      allowOmittingSingleRegisteredRedirectUri: false,
      // The portal's is in cookies of several tabs at once, and of no use without the portal's secret.
      rotateRefreshToken: ({ oidc }) => !isPortal(oidc.client?.clientId),
      issueRefreshToken: (_context, client, code) =>
        client.grantTypeAllowed('refresh_token') && (isPortal(client.clientId) || code.scopes.has(OFFLINE_SCOPE)),
      expiresWithSession: (_context, code) => !code.scopes.has(OFFLINE_SCOPE),
      clientBasedCORS: () => false,
      extraClientMetadata: { properties: ['tenant_id'] },
      enabledJWA: { idTokenSigningAlgValues: ['RS256'], userinfoSigningAlgValues: ['RS256'] },
      ttl: {
        AccessToken: lifetimes.ACCESS_TOKEN_SECONDS,
        ClientCredentials: lifetimes.ACCESS_TOKEN_SECONDS,
        IdToken: lifetimes.ID_TOKEN_SECONDS,
        RefreshToken: lifetimes.REFRESH_TOKEN_SECONDS,
        Grant: lifetimes.GRANT_SECONDS,
        AuthorizationCode: lifetimes.AUTHORIZATION_CODE_SECONDS,
        DeviceCode: this.config.DEVICE_CODE_TTL_SECONDS,
        Interaction: lifetimes.INTERACTION_SECONDS,
        Session: lifetimes.SESSION_SECONDS,
      },
    };
  }

  private people(): Configuration {
    return {
      claims: { openid: openidClaims, profile: profileClaims },
      loadExistingGrant: (context) => this.portal.grant(context),
      findAccount: (context, userId, token) => this.account(context, userId, token),
      extraTokenClaims: (context, token) => this.tokenClaims(context, token),
      extraParams: { tenant: (context, name, client) => this.narrowToTenant(context, name, client) },
      interactions: {
        url: (_context, { uid }) => `${new URL(this.config.issuer).pathname.replace(/\/$/, '')}/sign-in/${uid}`,
        policy: signInPolicy(),
      },
    };
  }

  private resourceServer(resource: string): ResourceServer {
    if (resource !== API) throw new errors.InvalidTarget('This platform has no such resource.');
    return {
      audience: this.config.TOKEN_AUDIENCE,
      scope: API_SCOPE,
      accessTokenFormat: 'jwt',
      accessTokenTTL: lifetimes.ACCESS_TOKEN_SECONDS,
      jwt: { sign: { alg: 'RS256' } },
    };
  }

  private async confirmCode(context: KoaContextWithOIDC, client: Client, userCode: string): Promise<void> {
    const own = tenantOf(client);
    const publisher = own === undefined ? undefined : await this.tenants.find(own);
    const name = publisher && `${publisher.companyName} (${publisher.domain})`;
    confirmCodePage(context, client, userCode, name);
  }

  /**
   * Undefined where the user is gone, has another password since it signed in for the token, or is not of the tenant that
   * the path of the request names.
   */
  private async account(
    context: KoaContextWithOIDC,
    userId: string,
    token: Parameters<FindAccount>[2],
  ): Promise<SignedInAccount | undefined> {
    const account = await this.tenants.findUser(userId);
    const { tenantId } = exchangeOf(context.req);
    if (!account || (tenantId !== undefined && account.tenant.id !== tenantId)) return undefined;
    const { tenant, user } = account;
    const passwordSince = Math.floor((user.passwordChangedAt?.getTime() ?? 0) / 1_000);
    if (token && signedInAt(token) < passwordSince) return undefined;
    const upn = upnOf(tenant, user);
    const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
    return {
      accountId: user.id,
      tenantId: tenant.id,
      passwordSince,
      claims: () => ({
        sub: user.id,
        tid: tenant.id,
        oid: user.id,
        upn,
        preferred_username: upn,
        name: name === '' ? upn : name,
        given_name: user.firstName,
        family_name: user.lastName,
      }),
    };
  }

  private async tokenClaims(
    context: KoaContextWithOIDC,
    token: AccessToken | ClientCredentials,
  ): Promise<Record<string, unknown>> {
    if (token.kind === 'ClientCredentials') {
      const application = await this.applications.find(token.clientId as string);
      if (!application) throw new errors.InvalidClient('The application was deleted.');
      assertOfTenant(application.tenantId, exchangeOf(context.req).tenantId);
      return appClaims(application);
    }
    const account = await this.tenants.findUser(token.accountId);
    if (!account) throw new errors.InvalidGrant('The user was removed.');
    return { ...userClaims(account), appid: token.clientId };
  }

  /** Which tenant's users may sign in: the path may name one, and an application is for its own tenant alone. */
  private narrowToTenant(context: KoaContextWithOIDC, _name: string | undefined, client: Client): void {
    const own = tenantOf(client);
    const { tenantId: named } = exchangeOf(context.req);
    if (own !== undefined) assertOfTenant(own, named);
    (context.oidc.params as Record<string, unknown>).tenant = named ?? own;
  }
}

/** In seconds. Each refresh token knows when the first one was issued. */
function signedInAt({ iat, iiat }: { iat?: number; iiat?: number }): number {
  return iiat ?? iat ?? 0;
}

/** An application acts for its own tenant alone: the path may name that one, or any. */
function assertOfTenant(own: string, named: string | undefined): void {
  if (named === undefined || own === named) return;
  throw new errors.UnauthorizedClient(`The application does not belong to the tenant ${named}.`);
}
