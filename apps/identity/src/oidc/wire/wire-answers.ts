import { decodeJwt } from 'jose';
import { POLLING_SECONDS } from '../device/device-codes.js';
import { ANY_TENANT } from '../oidc-routes.js';
import { type Exchange } from '../oidc-exchange.js';
import { API_SCOPE, OFFLINE_SCOPE } from './wire-dialect.js';

type Json = Record<string, unknown>;

/** As oidc-provider answers it: a JWT for the API, or an opaque token for `userinfo`. */
interface TokenAnswer extends Json {
  access_token: string;
  expires_in: number;
  scope?: string;
  id_token?: string;
}

/**
 * A token answer in the words of the endpoint that was asked. Partner Center's clients read numbers as texts from v1.
 * Those that are built on Microsoft's authentication libraries ask for `client_info`, under which these keep the tokens.
 */
export function tokenAnswer(answer: Json, { dialect, resource, wantsAccount }: Exchange, audience: string): Json {
  const { access_token: token, expires_in: lifetime, scope, ...others } = answer as TokenAnswer;
  const isForApi = token.includes('.');
  const rest = { ...others, ...(wantsAccount && accountOf(others.id_token ?? token)) };
  if (dialect === 'v1' && isForApi) {
    const { exp, iat } = decodeJwt(token);
    return {
      ...rest,
      ...(scope !== undefined && { scope }),
      expires_in: String(lifetime),
      ext_expires_in: String(lifetime),
      expires_on: String(exp),
      not_before: String(iat),
      resource: resource ?? audience,
      access_token: token,
    };
  }
  return {
    ...rest,
    ...(scope !== undefined && { scope: isForApi ? qualified(scope, audience) : scope }),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: token,
  };
}

/** As oidc-provider answers it. */
interface DeviceAnswer extends Json {
  device_code: string;
  user_code: string;
  verification_uri: string;
  expires_in: number;
}

/** Codes for a device, in the words of the endpoint that was asked, with a sentence to show to the user. */
export function deviceAnswer(answer: Json, { dialect }: Exchange): Json {
  const { device_code, user_code, verification_uri: uri, expires_in: lifetime } = answer as DeviceAnswer;
  const message = `To sign in, open ${uri} in a browser and type the code ${user_code}.`;
  return dialect === 'v1'
    ? {
        user_code,
        device_code,
        verification_url: uri,
        message,
        expires_in: String(lifetime),
        interval: String(POLLING_SECONDS),
      }
    : { user_code, device_code, verification_uri: uri, expires_in: lifetime, interval: POLLING_SECONDS, message };
}

/** The discovery document for one tenant, or for all, with the paths of the endpoints that clients of its dialect call. */
export function discoveryAnswer(document: Json, exchange: Exchange): Json {
  const scopes = document.scopes_supported as string[];
  const named = Object.entries(document).map(([name, value]) => [name, pathOf(value, exchange)]);
  return {
    ...(Object.fromEntries(named) as Json),
    scopes_supported: scopes.map((scope) => (scope === OFFLINE_SCOPE ? 'offline_access' : scope)),
  };
}

/** An application that acts without a user has no account, and what is opaque names none. */
function accountOf(token: string): Json | undefined {
  if (!token.includes('.')) return undefined;
  const { oid, tid } = decodeJwt(token);
  if (typeof oid !== 'string') return undefined;
  return { client_info: Buffer.from(JSON.stringify({ uid: oid, utid: tid })).toString('base64url') };
}

function qualified(scope: string, audience: string): string {
  return scope
    .split(' ')
    .map((word) => (word === API_SCOPE ? `${audience}/${API_SCOPE}` : word))
    .join(' ');
}

function pathOf(value: unknown, { tenantName, dialect }: Exchange): unknown {
  if (typeof value !== 'string') return value;
  const ofTenant = value.replace(`/${ANY_TENANT}/`, `/${encodeURIComponent(tenantName)}/`);
  return dialect === 'v2' ? ofTenant : ofTenant.replace(/\/v2\.0\/(authorize|devicecode|token)$/, '/$1');
}
