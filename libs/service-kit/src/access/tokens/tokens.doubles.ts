import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { BaseConfig } from '../../start/config.js';
import { ServiceInstances } from '../../internal/instances.js';
import { TokenVerifier } from './token-verifier.js';

export const issuer = 'https://partners.example';
export const audience = 'https://api.partnercenter.microsoft.com';
export const operatorTenant = '0A1B2C3D-0000-0000-0000-000000000001';
export const user = { tid: 'tenant-1', oid: 'user-1', upn: 'ana@contoso.com', idtyp: 'user', roles: ['AdminAgent'] };
export const app = { tid: 'tenant-1', appid: 'app-1', idtyp: 'app' };

interface Keys {
  privateKey: CryptoKey;
  publicJwk: JWK;
}
export async function newKeys(alg: 'RS256' | 'EdDSA', kid: string): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Publishes keys over HTTP, as identity does at one path and each service at another. */
class KeyServer {
  status = 200;
  private readonly server: Server;

  constructor(path: string, keys: JWK[]) {
    this.server = createServer((request, response) => {
      const status = request.url === path ? this.status : 404;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export let identityKeys: Keys;
export let otherKeys: Keys;
export let customersKeys: Keys;
export let identity: KeyServer;
let customers: KeyServer;
export let identityUrl: string;
let customersUrl: string;
/** An address where nobody listens. */
export let nowhere: string;

/** Identity and the service customers publish their keys while the tests of a file run. */
export function publishKeys(): void {
  beforeAll(async () => {
    [identityKeys, otherKeys, customersKeys] = await Promise.all([
      newKeys('RS256', 'identity-1'),
      newKeys('RS256', 'identity-1'),
      newKeys('EdDSA', 'customers-1'),
    ]);
    identity = new KeyServer('/discovery/v2.0/keys', [identityKeys.publicJwk]);
    customers = new KeyServer('/internal/keys', [customersKeys.publicJwk]);
    const closed = new KeyServer('/', []);
    [identityUrl, customersUrl, nowhere] = await Promise.all([identity.start(), customers.start(), closed.start()]);
    await closed.stop();
  });
  afterEach(() => (identity.status = 200));
  afterAll(() => Promise.all([identity.stop(), customers.stop()]));
}

export function configOf(identityUrls = [identityUrl]): BaseConfig {
  return Object.assign(new BaseConfig(), {
    PUBLIC_URL: issuer,
    OPERATOR_TENANT: operatorTenant,
    IDENTITY_URLS: identityUrls,
    CUSTOMERS_URLS: [customersUrl],
    AGREEMENTS_URLS: [nowhere],
  });
}
export const instancesOf = (config: BaseConfig): ServiceInstances => new ServiceInstances(config);
export function verifier(identityUrls?: string[]): TokenVerifier {
  const config = configOf(identityUrls);
  return new TokenVerifier(config, instancesOf(config));
}

export const now = Math.floor(Date.now() / 1_000);
export interface TokenChanges {
  header?: object;
  key?: CryptoKey | Uint8Array;
  [claim: string]: unknown;
}
/** A good token of identity's, but for the changes; a claim that is undefined is left out. */
export function token(
  claims: object = user,
  { header, key = identityKeys.privateKey, ...changes }: TokenChanges = {},
): Promise<string> {
  const payload = { iss: issuer, aud: audience, iat: now, exp: now + 600, ...claims, ...changes };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid: 'identity-1', ...header })
    .sign(key);
}
export const refused = (status: number, code: number, description: string | RegExp = /./): object =>
  expect.objectContaining({
    fault: { status, code },
    description: expect.stringMatching(description) as string,
  }) as object;
