import { told, type ToldState } from '#lib/service-kit';
import { userState } from '#contracts/identity/user.v1';
import { userState as stateOf, type Tenant } from './tenant.js';

/** What everybody may know of the users of a tenant that is there: nothing while it is only reserved, and when it has ended. */
export function toldOfTenant(tenant: Tenant): ToldState[] {
  const { status, users, deletedUsers = [] } = tenant;
  if (status !== 'confirmed') return [];
  return [
    ...users.map((user) => told(userState, user.id, user, () => stateOf(tenant, user))),
    ...deletedUsers.map((user) =>
      told(userState, user.id, user, () => ({
        ...stateOf(tenant, { ...user, roles: [], licenses: [] }),
        deletedAt: user.deletedAt.toISOString(),
      })),
    ),
  ];
}
