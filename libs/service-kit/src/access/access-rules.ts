import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { type CurrentUser } from '#contracts/internal/identity';
import { type Access } from './access.decorator.js';
import { type Caller, type Role } from './caller.js';
import { type PartnerDirectory, type PartnerView } from './partner-directory.js';

/**
 * Refuses who may not do what an endpoint names. A user needs one of its roles; an application may do what is for applications.
 * A platform may do that as well, and what the roles of its registration allow.
 */
export function assertMayAct({ roles, app = false }: Access, caller: Caller): void {
  if (caller.kind !== 'user' && app) return;
  if (caller.kind === 'app') {
    throw new PartnerError(faults.forbidden, 'Access denied. This operation needs a user: use an app+user token.');
  }
  if (caller.roles.some((role) => roles.includes(role))) return;
  if (caller.kind === 'user') throw noRight(roles);
  throw new PartnerError(
    faults.roleNotAllowed,
    `The source does not have the rights to send this command. It needs the role ${list(roles)}, which is given to it when it is registered.`,
  );
}

/** The caller's partner account, where the endpoint is for partners; refuses tenants that are none, or of another type. */
export async function partnerFor(
  { partnerTypes }: Access,
  { tenantId }: Caller,
  partners: PartnerDirectory,
): Promise<PartnerView | undefined> {
  if (partnerTypes === 'none') return undefined;
  const partner = await partners.find(tenantId);
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
