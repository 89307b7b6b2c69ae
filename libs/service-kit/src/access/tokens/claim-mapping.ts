import { type JWTPayload } from 'jose';
import { claimNames, type ClaimMapping } from '../../start/config.js';

/** The claims that this platform reads, from where the issuer has them. */
export function mappedClaims(payload: JWTPayload, mapping: ClaimMapping): JWTPayload {
  return Object.fromEntries(claimNames.map((name) => [name, valueAt(payload, mapping[name] ?? name)]));
}

/** A claim may have dots in its name, as URLs have; else they lead into it, as in `realm_access.roles`. */
function valueAt(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split('.').reduce<unknown>((value, name) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isObject ? (value as Record<string, unknown>)[name] : undefined;
  }, payload);
}
