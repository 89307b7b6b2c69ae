import { Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { BaseConfig } from '../../start/config.js';
import { ServiceInstances } from '../../internal/instances.js';
import { roles, type Caller, type Role } from '../caller.js';
import { mappedClaims } from './claim-mapping.js';
import { RememberedTokens } from './remembered-tokens.js';
import { discoveredKeys, remoteKeys } from './token-issuers.js';

/** What identity signs with, and what other issuers may sign with as well: with a secret that we would share, never. */
const ownAlgorithms = ['RS256'];
const othersAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Verifies access tokens against the published keys of identity, or of the issuer that is configured instead. */
@Injectable()
export class TokenVerifier {
  private readonly logger = new Logger(TokenVerifier.name);
  private readonly keys: JWTVerifyGetKey;
  private readonly verified = new RememberedTokens<Caller>();

  constructor(
    private readonly config: BaseConfig,
    instances: ServiceInstances,
  ) {
    const { OIDC_ISSUER: external } = config;
    this.keys = external ? discoveredKeys(external) : remoteKeys(instances.of('identity'), '/discovery/v2.0/keys');
  }

  /** Answers who calls, by an `Authorization` header; refuses with 401, or 503 while no keys can be had. */
  async verify(authorization: string | undefined): Promise<Caller> {
    const [scheme, token] = authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== 'bearer' || !token) {
      throw new PartnerError(
        faults.accessDenied,
        'Access denied. Send an access token as "Authorization: Bearer <token>".',
      );
    }
    const known = this.verified.get(token);
    if (known) return known;
    const payload = await this.payloadOf(token);
    const caller = this.toCaller(mappedClaims(payload, this.config.OIDC_CLAIMS));
    this.verified.add(token, caller, payload.exp);
    return caller;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.config.OIDC_ISSUER ?? this.config.issuer,
        audience: this.config.TOKEN_AUDIENCE,
        algorithms: this.config.OIDC_ISSUER ? othersAlgorithms : ownAlgorithms,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      const refused = refusal(error);
      if (refused.fault === faults.unavailable) this.logger.warn(`No keys to verify access tokens: ${describe(error)}`);
      throw refused;
    }
  }

  private toCaller({ tid, oid, appid, upn, idtyp, roles: claimed }: JWTPayload): Caller {
    const kind = idtyp === 'app' ? 'app' : 'user';
    const objectId = kind === 'app' ? appid : oid;
    if (typeof tid !== 'string' || typeof objectId !== 'string') {
      throw new PartnerError(faults.accessDenied, 'Access denied. The token names no user and no application.');
    }
    return {
      tenantId: tid.toLowerCase(),
      objectId,
      kind,
      upn: typeof upn === 'string' ? upn : undefined,
      roles: kind === 'app' ? [] : this.knownRoles(claimed, tid),
    };
  }

  /** Whatever a token says, Operator is a role of the operator's own tenant alone. */
  private knownRoles(claimed: unknown, tenantId: string): Role[] {
    const isOperator = tenantId.toLowerCase() === this.config.OPERATOR_TENANT.toLowerCase();
    return roles.filter(
      (role) => Array.isArray(claimed) && claimed.includes(role) && (role !== 'Operator' || isOperator),
    );
  }
}

export function refusal(error: unknown): PartnerError {
  if (error instanceof errors.JWTExpired) {
    return new PartnerError(faults.accessDenied, 'Access denied. The access token has expired; get a new one.');
  }
  if (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    !(error instanceof errors.JOSEError) ||
    error.code === 'ERR_JOSE_GENERIC'
  ) {
    return new PartnerError(
      faults.unavailable,
      'Tokens cannot be checked right now. Nothing was changed; try again.',
      2,
    );
  }
  return new PartnerError(faults.accessDenied, 'Access denied. The access token is not from this platform.');
}

/** `fetch` tells in the cause alone why it failed. */
function describe(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
