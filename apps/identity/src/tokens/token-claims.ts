import { type Application } from '../application/application.js';
import { upnOf } from '../tenant/tenant.js';
import { type Account } from '../tenant/tenant.repository.js';

/** What an access token says of a user, with the roles of this moment. */
export function userClaims({ tenant, user }: Account): Record<string, unknown> {
  return { tid: tenant.id, oid: user.id, upn: upnOf(tenant, user), idtyp: 'user', roles: user.roles };
}

/** What an access token says of an application that acts without a user: it has no roles. */
export function appClaims(application: Pick<Application, 'appId' | 'tenantId'>): Record<string, unknown> {
  return { tid: application.tenantId, appid: application.appId, idtyp: 'app' };
}
