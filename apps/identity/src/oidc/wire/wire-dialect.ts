/** The resource that all known ones are names of: the API of this platform. */
export const API = 'urn:two-tier:api';
/** The one right that an application can have at the API: to act as the user, with the user's roles. */
export const API_SCOPE = 'user_impersonation';
/**
 * Asks for a refresh token. OpenID Connect's own name for it, `offline_access`, is only heeded together with
 * `prompt=consent`, which Partner Center's clients do not send.
 */
export const OFFLINE_SCOPE = 'offline';

/** `v1` is without and `v2` with `v2.0` in its paths. */
export type Dialect = 'v1' | 'v2';
/** Parameters of a query or a form. A list is a parameter that was sent twice. */
export type Parameters = Record<string, string | string[]>;

/** The grant of a device, RFC 8628; clients know it by a short name as well. */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const clientsResources = ['https://api.partnercenter.microsoft.com', 'https://graph.windows.net'];
const promptWords = new Map([
  ['select_account', 'login'],
  ['refresh_session', 'login'],
  ['admin_consent', 'consent'],
]);

/** The names that clients may give to the API. */
export function apiNames(issuer: string, audience: string): string[] {
  return [...new Set([...clientsResources, issuer, audience])];
}

/** Puts an authorization request of Partner Center's clients into the words of the standards. */
export function standardAuthorization(given: Parameters, dialect: Dialect, names: string[]): Parameters {
  const { scope, ...rest } = withResource(given, names);
  if (Array.isArray(scope)) return given;
  const asked = scopesOf(scope, names);
  if (dialect === 'v1') asked.scopes.push('openid', OFFLINE_SCOPE, API_SCOPE);
  const prompt = words(rest.prompt).map((word) => promptWords.get(word) ?? word);
  return {
    ...rest,
    ...(prompt.length > 0 && { prompt: [...new Set(prompt)].join(' ') }),
    ...(asked.scopes.length > 0 && { scope: [...new Set(asked.scopes)].join(' ') }),
    ...resourceOf(rest, asked),
  };
}

/** Puts a token request of Partner Center's clients into the words of the standards. */
export function standardTokenRequest(given: Parameters, names: string[]): Parameters {
  const { scope, ...rest } = withResource(given, names);
  if (Array.isArray(scope)) return given;
  const asked = scopesOf(scope, names);
  switch (rest.grant_type) {
    case 'client_credentials':
      return { resource: API, ...rest, ...(asked.resources.length > 0 && { resource: asked.resources }) };
    case 'refresh_token':
      // Clients that name the API in a scope mean what was granted, and name other scopes than before as well.
      if (asked.resources.length > 0) return { ...rest, resource: asked.resources };
      return { ...rest, ...(asked.scopes.length > 0 && { scope: asked.scopes.join(' ') }) };
    case 'device_code':
    case DEVICE_GRANT: {
      const { code, device_code: deviceCode = code, ...others } = rest;
      return { ...others, grant_type: DEVICE_GRANT, ...(deviceCode !== undefined && { device_code: deviceCode }) };
    }
    default:
      return rest;
  }
}

function withResource(given: Parameters, names: string[]): Parameters {
  const { resource } = given;
  return typeof resource === 'string' && isApi(resource, names) ? { ...given, resource: API } : given;
}

/** A scope may name its resource, as in `https://api.partnercenter.microsoft.com/.default`. */
function scopesOf(scope: string | string[] | undefined, names: string[]): { scopes: string[]; resources: string[] } {
  const scopes: string[] = [];
  const resources = new Set<string>();
  for (const word of words(scope)) {
    const [, resource, right] = /^([a-z][a-z0-9+.-]*:.*)\/([\w.]+)$/i.exec(word) ?? [];
    if (resource !== undefined) resources.add(isApi(resource, names) ? API : resource);
    if (word === 'offline_access') scopes.push(OFFLINE_SCOPE);
    else scopes.push(right === undefined ? word : right === '.default' ? API_SCOPE : right);
  }
  return { scopes, resources: [...resources] };
}

function resourceOf(given: Parameters, asked: { scopes: string[]; resources: string[] }): Parameters {
  if (given.resource !== undefined) return { resource: given.resource };
  if (asked.resources.length > 0) return { resource: asked.resources };
  return asked.scopes.includes(API_SCOPE) ? { resource: API } : {};
}

function isApi(resource: string, names: string[]): boolean {
  const name = resource.replace(/\/+$/, '').toLowerCase();
  return names.some((known) => known.replace(/\/+$/, '').toLowerCase() === name);
}

function words(value: string | string[] | undefined): string[] {
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : [];
}
