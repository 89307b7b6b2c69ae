import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { faults } from '#lib/contracts';
import { currentContext } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { BaseConfig } from '../start/config.js';
import { ACCESS, type Access } from './access.decorator.js';
import { type CurrentUser } from '#contracts/internal/identity';
import { UsersClient } from '../internal/users.client.js';
import { type AuthenticatedRequest, type Caller, type Role } from './caller.js';
import { PARTNER_DIRECTORY, type PartnerDirectory, type PartnerView } from './partner-directory.js';
import { TokenVerifier } from './token-verifier.js';

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
    this.checkRoles(access, caller);
    request.caller = { ...caller, partner: await this.checkPartner(access, caller) };
    // Another issuer decides by itself who still has which role: its tokens are all that there is to know.
    if (access.current && !this.config.OIDC_ISSUER) assertHolds(await this.users.find(caller), access.roles);
    return true;
  }

  private checkRoles(access: Access, caller: Caller): void {
    if (caller.kind === 'app') {
      if (access.app) return;
      throw new PartnerError(faults.forbidden, 'Access denied. This operation needs a user: use an app+user token.');
    }
    if (caller.roles.some((role) => access.roles.includes(role))) return;
    throw noRight(access.roles);
  }

  private async checkPartner({ partnerTypes }: Access, { tenantId }: Caller): Promise<PartnerView | undefined> {
    if (partnerTypes === 'none') return undefined;
    const partner = await this.partners.find(tenantId);
    if (!partner) {
      throw new PartnerError(faults.forbidden, 'Access denied. Your tenant is not a partner of this platform.');
    }
    if (partnerTypes.includes(partner.partnerType)) return partner;
    throw new PartnerError(
      faults.roleNotAllowed,
      'The supplied role does not have the rights to perform the requested operation. ' +
        `It is for partners of type ${list(partnerTypes)}; yours is ${partner.partnerType}.` +
        (partner.partnerType === 'indirect-reseller' ? ' Ask your indirect provider to do it.' : ''),
    );
  }
}

/** Refuses who is gone, and who holds none of the roles any more, whatever its token says. Applications have no roles. */
export function assertHolds(user: Pick<CurrentUser, 'roles'> | undefined, roles: Role[] | 'any'): void {
  if (!user) {
    throw new PartnerError(
      faults.accessDenied,
      'Access denied. The user or application of the access token no longer exists.',
    );
  }
  if (roles !== 'any' && !user.roles.some((role) => roles.includes(role as Role))) throw noRight(roles);
}

function noRight(roles: Role[]): PartnerError {
  return new PartnerError(
    faults.roleNotAllowed,
    `The supplied role does not have the rights to perform the requested operation. It needs ${list(roles)}.`,
  );
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
