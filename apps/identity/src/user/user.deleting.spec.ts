import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { userDeleted } from '#contracts/identity/user-deleted.v1';
import { userPurged } from '#contracts/identity/user-purged.v1';
import { userRestored } from '#contracts/identity/user-restored.v1';
import { type Tenant } from '../tenant/tenant.js';
import { deleteUser, MAX_DELETED_USERS, purgeDeletedUsers, restoreUser } from './user.js';
import {
  now,
  tenantWith,
  admin,
  second,
  agent,
  sales,
  tenant,
  twoAdmins,
  yesterday,
  deletedAt,
  restoring,
  stateOf,
} from './user.doubles.js';

describe('deleteUser', () => {
  it('[I3] deletes a user with all its roles', () =>
    given(tenant)
      .when((state) => deleteUser(state, { userId: 'agent' }, 'sales', now))
      .thenState({ users: [admin, agent], deletedUsers: [{ ...sales, deletedAt: now }] })
      .then(event(userDeleted, stateOf('sales'))));

  it('[I3] of too many that were deleted, the first one is purged', () => {
    const crowd = Array.from({ length: MAX_DELETED_USERS }, (_, index) => deletedAt(now, `gone-${index}`));
    given<Tenant>({ ...tenant, deletedUsers: crowd })
      .when((state) => deleteUser(state, { userId: 'agent' }, 'sales', now))
      .thenState({ deletedUsers: [...crowd.slice(1), { ...sales, deletedAt: now }] })
      .then(event(userDeleted, stateOf('sales')), event(userPurged, { tenantId: 'tenant-1', userId: 'gone-0' }));
  });

  it('[C9] takes the licences that the user had', () =>
    given(tenantWith(admin, { ...sales, licenses: [{ skuId: 'MAIL', excludedPlans: [] }] }))
      .when((state) => deleteUser(state, 'delegated-admin', 'sales', now))
      .then(event(userDeleted, stateOf('sales'))));

  it('[I3] refuses to delete the last Global admin, also to itself', () =>
    given(tenant)
      .when((state) => deleteUser(state, { userId: 'admin' }, 'admin', now))
      .thenRejected(faults.conflict, /^This is the last Global admin/));

  it('[I3] a Global admin deletes another one, or itself while there is another one', () => {
    given(twoAdmins)
      .when((state) => deleteUser(state, { userId: 'admin' }, 'second', now))
      .thenState({ users: [admin, agent] });
    given(twoAdmins)
      .when((state) => deleteUser(state, { userId: 'admin' }, 'admin', now))
      .thenState({ users: [second, agent] });
  });
});

describe('restoreUser', () => {
  const licenses = [
    { skuId: 'MAIL', excludedPlans: [] },
    { skuId: 'CALLS', excludedPlans: [] },
  ];
  const subscribed = ['MAIL', 'CALLS'].map((skuId) => ({ skuId, activeUnits: 1, suspendedUnits: 0 }));
  const gone = { ...sales, deletedAt: yesterday, licenses };
  const holder = { ...agent, licenses: licenses.slice(1) };
  const was: Tenant = { ...tenantWith(admin, holder), deletedUsers: [gone, deletedAt(yesterday, 'other')] };

  it('[C9] brings a user back with its roles, and the licences for which there are units; sign-ins have ended', () =>
    given(was)
      .when((state) => restoreUser(state, 'delegated-admin', 'sales', restoring({}, subscribed), now))
      .thenState({
        users: [admin, holder, { ...sales, licenses: licenses.slice(0, 1), passwordChangedAt: now }],
        deletedUsers: [deletedAt(yesterday, 'other')],
      })
      .then(event(userRestored, { ...stateOf('sales', 'SalesAgent'), licenses: licenses.slice(0, 1) })));

  it('[C9] changes it as it is asked for', () => {
    const chosen = { passwordHash: 'hash', mustChangePassword: true };
    const restored = { ...sales, licenses: [], passwordChangedAt: now, userName: 'sal' };
    given(was)
      .when((state) => restoreUser(state, 'delegated-admin', 'sales', restoring({ userName: 'sal', chosen }), now))
      .thenState({
        users: [admin, holder, { ...restored, credential: { passwordHash: 'hash' }, mustChangePassword: true }],
      });
  });

  it('[C9] whose name somebody else has got meanwhile needs another name', () =>
    given({ ...was, users: [admin, { ...holder, userName: 'Sales' }] })
      .when((state) => restoreUser(state, 'delegated-admin', 'sales', restoring(), now))
      .thenRejected(faults.conflict, /^The user name sales is taken/));

  it('[I3] of a Global admin is for a Global admin alone', () =>
    given<Tenant>({ ...tenant, deletedUsers: [{ ...second, deletedAt: yesterday }] })
      .when((state) => restoreUser(state, { userId: 'agent' }, 'second', restoring(), now))
      .thenRejected(faults.roleNotAllowed, /^Only a Global admin/));

  it('[C9] is too late when the time is over, though nobody has purged the user yet', () =>
    given(was)
      .when((state) => restoreUser(state, 'delegated-admin', 'sales', { ...restoring(), deletedSince: now }, now))
      .thenRejected(faults.userNotFound));

  it('[C9] of a user that is there changes it alone', () =>
    given(tenant)
      .when((state) => restoreUser(state, 'delegated-admin', 'sales', restoring(), now))
      .thenNothingHappened());
});

describe('purgeDeletedUsers', () => {
  it('[C9] forgets who was deleted before, and tells nothing of the person', () =>
    given<Tenant>({ ...tenant, deletedUsers: [deletedAt(yesterday, 'ana'), deletedAt(now, 'bo')] })
      .when((state) => purgeDeletedUsers(state, now))
      .thenState({ users: tenant.users, deletedUsers: [deletedAt(now, 'bo')] })
      .then(event(userPurged, { tenantId: 'tenant-1', userId: 'ana' })));

  it('[C9] changes nothing where nobody was deleted', () =>
    given(tenant)
      .when((state) => purgeDeletedUsers(state, now))
      .thenNothingHappened());
});
