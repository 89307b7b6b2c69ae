import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { currentContext } from '#lib/messaging';
import { BaseConfig } from '../start/config.js';
import { ACCESS, type Access } from './access.decorator.js';
import { UsersClient } from '../internal/users.client.js';
import { assertHolds, assertMayAct, partnerFor } from './access-rules.js';
import { type AuthenticatedRequest } from './caller.js';
import { PARTNER_DIRECTORY, type PartnerDirectory } from './partner-directory.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** Checks the caller against what the endpoint names: token, then roles, then partner type, then the roles of this moment. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    @Inject(PARTNER_DIRECTORY) private readonly partners: PartnerDirectory,
    private readonly users: UsersClient,
    private readonly config: BaseConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | 'anonymous' | 'internal'>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anonymous' || access === 'internal') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = await this.tokens.verify(request.headers.authorization);
    const operation = currentContext();
    if (operation) operation.actor = `${caller.tenantId}/${caller.objectId}`;
    assertMayAct(access, caller);
    request.caller = { ...caller, partner: await partnerFor(access, caller, this.partners) };
    // Another issuer decides by itself who still has which role: its tokens are all that there is to know.
    if (access.current && !this.config.OIDC_ISSUER) assertHolds(await this.users.find(caller), access.roles);
    return true;
  }
}
