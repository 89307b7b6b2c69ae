import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { askAny } from '../../internal/ask-any.js';
import { type Instances } from '../../internal/instances.js';

const KEYS_FOR_MS = 24 * 60 * 60 * 1_000;
const TIMEOUT_MS = 2_000;
const options = { cacheMaxAge: KEYS_FOR_MS, cooldownDuration: 5_000, timeoutDuration: TIMEOUT_MS };

/** Keys that the instances of a service publish. They are kept: the service may be away meanwhile. */
export function remoteKeys(instances: Instances, path: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(path, instances.urls[0]), {
    ...options,
    [customFetch]: async () => {
      const { status, body } = await askAny(instances, { method: 'GET', path }, TIMEOUT_MS);
      return new Response(new Uint8Array(body), { status });
    },
  });
}

/** Keys of an issuer that is found by OpenID Connect Discovery, when the first token comes. */
export function discoveredKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const document = (await response.json()) as { issuer?: string; jwks_uri?: string };
    if (document.issuer !== issuer || !document.jwks_uri) {
      throw new Error(`${url} is not the discovery document of ${issuer}.`);
    }
    return createRemoteJWKSet(new URL(document.jwks_uri), options);
  };
  return async (header, token) => {
    keys ??= discover().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}
