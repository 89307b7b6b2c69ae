import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Adapter, type Configuration } from 'oidc-provider';

const CLIENT = 'a-service';
const SECRET = 'a-secret-of-a-service';

/** An issuer that is not of the platform, with claims in other places than identity has them. */
export class OtherIssuer {
  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly claims: { current: Record<string, unknown> },
  ) {}

  static async start(audience: string): Promise<OtherIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const claims = { current: {} };
    const provider = new Provider(url, await settings(audience, claims));
    const handle = provider.callback();
    server.on('request', (request, response) => void handle(request, response));
    return new OtherIssuer(url, server, claims);
  }

  /** A token with these claims. */
  async token(claims: Record<string, unknown>): Promise<string> {
    this.claims.current = claims;
    const form = { grant_type: 'client_credentials', client_id: CLIENT, client_secret: SECRET };
    const response = await fetch(`${this.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Tokens are JWTs: there is nothing to be stored. */
const nothing = (): Promise<undefined> => Promise.resolve(undefined);
const nothingStored: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

async function settings(audience: string, claims: { current: Record<string, unknown> }): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'other' }] },
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: ['not used'] },
    ttl: { ClientCredentials: 600 },
    adapter: () => nothingStored,
    extraTokenClaims: () => claims.current,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:api',
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt' as const,
          accessTokenTTL: 600,
          jwt: { sign: { alg: 'ES256' as const } },
        }),
      },
    },
  };
}
