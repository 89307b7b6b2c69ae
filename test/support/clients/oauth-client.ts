import * as openid from 'openid-client';
import { type ApiClient } from './api-client.js';
import { Browser, type Shown } from '../../../tools/token/browser.js';

export const partnerCenter = 'https://api.partnercenter.microsoft.com';
export const everyScope = `openid profile offline_access ${partnerCenter}/.default`;

export interface Registered {
  appId: string;
  secret?: string;
}

/** What a sign-in began with, and is checked against at its end. */
export interface Begun {
  url: URL;
  state: string;
  nonce: string;
  verifier: string;
}

/** An application that uses the platform by a certified OpenID Connect client, which knows nothing of it. */
export class OAuthClient {
  private constructor(
    readonly appId: string,
    readonly secret: string | undefined,
    readonly redirectUri: string,
    readonly configuration: openid.Configuration,
  ) {}

  /** Registers an application in the tenant of the admin. */
  static async register(admin: ApiClient, changes: object = {}, issuer = admin.baseUrl): Promise<OAuthClient> {
    const redirectUri = 'https://ledger.example/back';
    const request = { displayName: 'Ledger', redirectUris: [redirectUri], ...changes };
    const { status, body, text } = await admin.post<Registered>('/v1/applications', request);
    if (status !== 201) throw new Error(`Registering answers ${status} ${text}`);
    return OAuthClient.discover(issuer, body, request.redirectUris[0] ?? redirectUri);
  }

  static async discover(issuer: string, { appId, secret }: Registered, redirectUri: string): Promise<OAuthClient> {
    const authentication = secret === undefined ? openid.None() : openid.ClientSecretPost(secret);
    const options = { execute: [openid.allowInsecureRequests] };
    const configuration = await openid.discovery(new URL(issuer), appId, undefined, authentication, options);
    return new OAuthClient(appId, secret, redirectUri, configuration);
  }

  async begin(changes: Record<string, string> = {}): Promise<Begun> {
    const verifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(this.configuration, {
      redirect_uri: this.redirectUri,
      scope: everyScope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...changes,
    });
    return { url, state, nonce, verifier };
  }

  /** Exchanges the code that the browser came back with. */
  finish({ url }: Shown, { state, nonce, verifier }: Begun): ReturnType<typeof openid.authorizationCodeGrant> {
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    return openid.authorizationCodeGrant(this.configuration, new URL(url), checks);
  }

  /** The whole way: pages, consent, code, tokens. */
  async signIn(
    userName: string,
    password: string,
    browser = new Browser(this.configuration.serverMetadata().issuer),
  ): ReturnType<typeof openid.authorizationCodeGrant> {
    const begun = await this.begin();
    const page = await browser.open(begun.url.href);
    const consent = await browser.submit(page, 'Sign in', { userName, password });
    return this.finish(await browser.submit(consent, 'Allow'), begun);
  }

  refresh(refreshToken: string): ReturnType<typeof openid.refreshTokenGrant> {
    return openid.refreshTokenGrant(this.configuration, refreshToken);
  }
}
