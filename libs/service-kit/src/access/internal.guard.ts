import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { decodeJwt, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { faults, type CallOfEach, type ServiceName } from '#lib/contracts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { INTERNAL_CALL } from '../internal/internal-endpoint.decorator.js';
import { ServiceInstances } from '../internal/instances.js';
import { type AuthenticatedRequest } from './caller.js';
import { RememberedTokens } from './tokens/remembered-tokens.js';
import { remoteKeys } from './tokens/token-issuers.js';
import { refusal } from './tokens/token-verifier.js';

/** The clocks of two hosts differ. A call that is made now must not be refused for that. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** Lets in the services that a call names as its callers, by tokens that they sign themselves: being inside the network proves nothing. */
@Injectable()
export class InternalGuard implements CanActivate {
  private readonly keys = new Map<ServiceName, JWTVerifyGetKey>();
  private readonly verified = new RememberedTokens<JWTPayload>();

  constructor(
    private readonly reflector: Reflector,
    private readonly instances: ServiceInstances,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { callers } = this.reflector.get<CallOfEach>(INTERNAL_CALL, context.getHandler());
    const { act } = await this.claims(request.headers.authorization?.replace(/^Bearer /i, '') ?? '', callers);
    const { tid, oid } = (act ?? {}) as { tid?: string; oid?: string };
    if (tid && oid) request.caller = { tenantId: tid, objectId: oid, kind: 'user', roles: [] };
    return true;
  }

  private async claims(token: string, callers: readonly ServiceName[]): Promise<JWTPayload> {
    try {
      const known = this.verified.get(token);
      const issuer = (known ?? decodeJwt(token)).iss as ServiceName;
      if (!callers.includes(issuer)) throw new PartnerError(faults.accessDenied, 'Access denied.');
      if (known) return known;
      const { payload } = await jwtVerify(token, this.keysOf(issuer), {
        issuer,
        audience: this.options.service,
        algorithms: ['EdDSA'],
        maxTokenAge: 60,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      this.verified.add(token, payload, payload.exp);
      return payload;
    } catch (error) {
      throw error instanceof PartnerError ? error : refusal(error);
    }
  }

  private keysOf(service: ServiceName): JWTVerifyGetKey {
    const keys = this.keys.get(service) ?? remoteKeys(this.instances.of(service), '/internal/keys');
    this.keys.set(service, keys);
    return keys;
  }
}
