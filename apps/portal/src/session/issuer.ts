import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { portalClientSecret, portalUrls } from '#lib/service-kit';
import { PortalConfig } from '../portal.config.js';

/** What an issuer says of a user. */
export interface Person {
  name?: string;
  firstName?: string;
  lastName?: string;
}

/** What an issuer gives: times are seconds. */
export interface Tokens extends Person {
  accessToken: string;
  refreshToken?: string;
  expiresAt: number;
  idToken?: string;
}

/** What a browser keeps between the beginning and the end of a sign-in. */
export interface Attempt {
  state: string;
  verifier: string;
}

/** Who signs users in: identity, or the issuer that is configured instead. */
@Injectable()
export class Issuer {
  private known?: Promise<oidc.Configuration>;
  private readonly urls: ReturnType<typeof portalUrls>;

  constructor(private readonly config: PortalConfig) {
    this.urls = portalUrls(config.PUBLIC_URL);
  }

  /** The address to send a browser to. */
  async begin({ state, verifier }: Attempt, hint?: string): Promise<URL> {
    return oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.urls.signedIn,
      scope: this.config.PORTAL_SCOPE,
      state,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(hint !== undefined && { login_hint: hint }),
    });
  }

  /** @param query of the address that the browser came back to */
  async finish({ state, verifier }: Attempt, query: string, now: Date): Promise<Tokens> {
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const current = new URL(`${this.urls.signedIn}${query}`);
    return tokensOf(await oidc.authorizationCodeGrant(await this.configuration(), current, checks), now);
  }

  async refresh(refreshToken: string, now: Date): Promise<Tokens> {
    const parameters = { scope: this.config.PORTAL_SCOPE };
    return tokensOf(await oidc.refreshTokenGrant(await this.configuration(), refreshToken, parameters), now);
  }

  /** Where a browser ends its session at the issuer. */
  async end(idToken: string): Promise<URL> {
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: this.urls.signedOut };
    return oidc.buildEndSessionUrl(await this.configuration(), parameters);
  }

  /** Asked for once; again after it could not be had. */
  private configuration(): Promise<oidc.Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async discover(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER: external, PORTAL_CLIENT_ID: id, PORTAL_CLIENT_SECRET_FILE: file, issuer } = this.config;
    const server = new URL(external ?? issuer);
    const authentication = oidc.ClientSecretPost(portalClientSecret(file));
    const isPlain = server.protocol === 'http:' || external === undefined;
    return oidc.discovery(server, id, undefined, authentication, {
      execute: isPlain ? [oidc.allowInsecureRequests] : [],
      ...(external === undefined && { [oidc.customFetch]: this.ask }),
    });
  }

  /** Identity is behind the gateway, which the portal may reach under another address than browsers do. */
  private readonly ask: oidc.CustomFetch = (url, options) => {
    const [gateway = ''] = this.config.GATEWAY_URLS;
    const { pathname, search } = new URL(url);
    return fetch(new URL(pathname + search, gateway), options);
  };
}

/** Whether the issuer says that a sign-in has come to its end; anything else may pass. */
export function isRefused(error: unknown): boolean {
  return error instanceof oidc.ResponseBodyError && error.status < 500 && error.status !== 429;
}

function tokensOf(answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers, now: Date): Tokens {
  return {
    ...personOf(answer.claims() ?? {}),
    accessToken: answer.access_token,
    expiresAt: Math.floor(now.getTime() / 1_000) + (answer.expiresIn() ?? 300),
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    ...(answer.id_token !== undefined && { idToken: answer.id_token }),
  };
}

function personOf({ name, given_name: firstName, family_name: lastName }: Record<string, unknown>): Person {
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof firstName === 'string' && { firstName }),
    ...(typeof lastName === 'string' && { lastName }),
  };
}
