import { event, faults, roles, type Role } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { userChanged } from '#contracts/identity/user-changed.v1';
import { userCreated } from '#contracts/identity/user-created.v1';
import { userDeleted } from '#contracts/identity/user-deleted.v1';
import { userRoleAssigned } from '#contracts/identity/user-role-assigned.v1';
import { userRoleRemoved } from '#contracts/identity/user-role-removed.v1';
import { userPurged } from '#contracts/identity/user-purged.v1';
import { userRestored } from '#contracts/identity/user-restored.v1';
import { type SubscribedSku } from '#contracts/internal/customers';
import { type DeletedUser, type Tenant, type User } from '../tenant/tenant.js';
import {
  addUser,
  assignRole,
  changeUser,
  deleteUser,
  grantAdminAgent,
  MAX_DELETED_USERS,
  MAX_USERS,
  purgeDeletedUsers,
  removeRole,
  restoreUser,
  type Actor,
  type NewUser,
  type Restoring,
  type UserChange,
} from './user.js';

const now = new Date('2026-03-01T08:00:00Z');
const userWith = (id: string, ...held: Role[]): User => ({ id, userName: id, roles: held });
const tenantWith = (...users: User[]): Tenant => ({
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  status: 'confirmed',
  reservedAt: now,
  users,
});
const admin = userWith('admin', 'GlobalAdmin');
const second = userWith('second', 'GlobalAdmin', 'SalesAgent');
const agent = userWith('agent', 'AdminAgent');
const sales = userWith('sales', 'SalesAgent');
const tenant = tenantWith(admin, agent, sales);
const twoAdmins = tenantWith(admin, second, agent);

const ana: NewUser = {
  id: 'user-1',
  userName: 'ana',
  firstName: 'Ana',
  lastName: 'Silva',
  roles: ['SalesAgent'],
  nonce: 'nonce-1',
};
const yesterday = new Date('2026-02-28T08:00:00Z');
const deletedAt = (time: Date, id: string): DeletedUser => ({ ...userWith(id), deletedAt: time });
const restoring = (change: UserChange = {}, subscribed: SubscribedSku[] = []): Restoring => ({
  change,
  subscribed,
  deletedSince: yesterday,
});
const stateOf = (userId: string, ...held: Role[]): InstanceType<typeof userCreated.payload> => ({
  tenantId: 'tenant-1',
  userId,
  userPrincipalName: `${userId}@contoso.com`,
  roles: held,
  licenses: [],
});

describe('an Admin agent of a provider with administrator access', () => {
  const byProvider = 'provider-admin-agent';

  it('[R2] manages users as an Admin agent of the tenant would', () => {
    given(tenant)
      .when((state) => addUser(state, byProvider, ana, now))
      .thenState({ users: [...tenant.users, { id: 'user-1' }] });
    given(tenant)
      .when((state) => removeRole(state, byProvider, 'sales', 'SalesAgent'))
      .thenState({ users: [admin, agent, { ...sales, roles: [] }] });
  });

  it('[R2] makes nobody Global admin', () =>
    given(tenant)
      .when((state) => assignRole(state, byProvider, 'sales', 'GlobalAdmin'))
      .thenRejected(faults.roleNotAllowed, /^Only a Global admin can give or take the role GlobalAdmin/));
});

describe('a partner with delegated admin privileges', () => {
  const chosen = { passwordHash: 'hash', mustChangePassword: false };

  it('[C9] acts as a Global admin of the customer', () => {
    given(twoAdmins)
      .when((state) => deleteUser(state, 'delegated-admin', 'admin', now))
      .thenState({ users: [second, agent] });
    given(tenant)
      .when((state) => deleteUser(state, 'delegated-admin', 'admin', now))
      .thenRejected(faults.conflict, /^This is the last Global admin/);
  });

  it('[C9] adds a user with a password that it chose', () => {
    given(tenant)
      .when((state) => addUser(state, 'delegated-admin', { ...ana, roles: [], chosen }, now))
      .thenState({
        users: [
          ...tenant.users,
          {
            id: 'user-1',
            userName: 'ana',
            firstName: 'Ana',
            lastName: 'Silva',
            roles: [],
            credential: { passwordHash: 'hash' },
            mustChangePassword: false,
          },
        ],
      });
  });
});

describe('changeUser', () => {
  const change = (changes: Parameters<typeof changeUser>[3]): ((state: Tenant) => ReturnType<typeof changeUser>) => {
    return (state) => changeUser(state, 'delegated-admin', 'sales', changes, now);
  };

  it('[C9] changes what is given, and tells of it', () =>
    given(tenant)
      .when(change({ userName: 'sal', usageLocation: 'FR' }))
      .thenState({ users: [admin, agent, { ...sales, userName: 'sal', usageLocation: 'FR' }] })
      .then(event(userChanged, { ...stateOf('sales', 'SalesAgent'), userPrincipalName: 'sal@contoso.com' })));

  it('[C9] changes the password, also to the same one, which ends what was signed in with the one before', () => {
    const changed = { credential: { passwordHash: 'hash' }, mustChangePassword: true, passwordChangedAt: now };
    given(tenant)
      .when(change({ chosen: { passwordHash: 'hash', mustChangePassword: true } }))
      .thenState({ users: [admin, agent, { ...sales, ...changed }] });
  });

  it('[C9] what is so already changes nothing', () => {
    given(tenant)
      .when(change({ userName: 'sales' }))
      .thenNothingHappened();
    given(tenant).when(change({})).thenNothingHappened();
  });

  it('[C9] refuses a user name that another user has, and a user that is none', () => {
    given(tenant)
      .when(change({ userName: 'agent' }))
      .thenRejected(faults.conflict, /^The user name agent is taken/);
    given(tenantWith(admin))
      .when(change({ firstName: 'Ana' }))
      .thenRejected(faults.userNotFound);
  });

  it('[C9] is for who may manage users alone', () =>
    given(tenant)
      .when((state) => changeUser(state, { userId: 'sales' }, 'agent', { firstName: 'Ana' }, now))
      .thenRejected(faults.roleNotAllowed));
});

describe('addUser', () => {
  it('[I3] adds a user who has to change the one-time password', () =>
    given(tenant)
      .when((state) => addUser(state, { userId: 'agent' }, ana, now))
      .thenState({
        users: [
          ...tenant.users,
          {
            id: 'user-1',
            userName: 'ana',
            firstName: 'Ana',
            lastName: 'Silva',
            roles: ['SalesAgent'],
            credential: { nonce: 'nonce-1', createdAt: now },
            mustChangePassword: true,
          },
        ],
      })
      .then(event(userCreated, { ...stateOf('user-1', 'SalesAgent'), userPrincipalName: 'ana@contoso.com' })));

  it('[I3] adding the same user again changes nothing: the first one-time password stays', () =>
    given(tenantWith(admin, { ...userWith('user-1'), userName: 'ana' }))
      .when((state) => addUser(state, { userId: 'admin' }, { ...ana, nonce: 'nonce-2' }, now))
      .thenNothingHappened());

  it.each(['ana', 'ANA'])('[I3] refuses a user name that is taken, also in another casing: %s', (userName) =>
    given(tenantWith(admin, { ...sales, userName }))
      .when((state) => addUser(state, { userId: 'admin' }, ana, now))
      .thenRejected(faults.conflict, /^The user name ana is taken/),
  );

  it('[I3] refuses more users than a tenant may have', () => {
    const crowd = Array.from({ length: MAX_USERS - 2 }, (_, index) => userWith(`user-${index + 10}`));
    given(tenantWith(admin, ...crowd))
      .when((state) => addUser(state, { userId: 'admin' }, ana, now))
      .thenState({});
    given(tenantWith(admin, agent, ...crowd))
      .when((state) => addUser(state, { userId: 'admin' }, ana, now))
      .thenRejected(faults.conflict, /at most 500 users/);
  });
});

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

describe('assignRole', () => {
  it('[I3] gives a user a role beside those that it has', () =>
    given(tenant)
      .when((state) => assignRole(state, { userId: 'agent' }, 'sales', 'AdminAgent'))
      .thenState({ users: [admin, agent, { ...sales, roles: ['SalesAgent', 'AdminAgent'] }] })
      .then(event(userRoleAssigned, { ...stateOf('sales', 'SalesAgent', 'AdminAgent'), role: 'AdminAgent' })));

  it('[I3] giving a role twice changes nothing', () =>
    given(tenant)
      .when((state) => assignRole(state, { userId: 'agent' }, 'sales', 'SalesAgent'))
      .thenNothingHappened());
});

describe('removeRole', () => {
  it('[I3] takes that role, and no other', () =>
    given(twoAdmins)
      .when((state) => removeRole(state, { userId: 'agent' }, 'second', 'SalesAgent'))
      .thenState({ users: [admin, { ...second, roles: ['GlobalAdmin'] }, agent] })
      .then(event(userRoleRemoved, { ...stateOf('second', 'GlobalAdmin'), role: 'SalesAgent' })));

  it('[I3] taking a role twice changes nothing', () =>
    given(tenant)
      .when((state) => removeRole(state, { userId: 'admin' }, 'sales', 'BillingAdmin'))
      .thenNothingHappened());

  it('[I3] the last Global admin stays one; one of two does not have to', () => {
    given(tenant)
      .when((state) => removeRole(state, { userId: 'admin' }, 'admin', 'GlobalAdmin'))
      .thenRejected(faults.conflict, /^This is the last Global admin/);
    given(twoAdmins)
      .when((state) => removeRole(state, { userId: 'admin' }, 'second', 'GlobalAdmin'))
      .thenState({ users: [admin, { ...second, roles: ['SalesAgent'] }, agent] });
  });
});

describe('who may change users', () => {
  const changes: [string, (actor: string, role: Role) => ReturnType<typeof addUser>][] = [
    ['add', (actor, role) => addUser(tenantWithAll, { userId: actor }, { ...ana, roles: [role] }, now)],
    ['delete', (actor, role) => deleteUser(tenantWithAll, { userId: actor }, `other-${role}`, now)],
    ['give', (actor, role) => assignRole(tenantWithAll, { userId: actor }, 'nobody', role)],
    ['take', (actor, role) => removeRole(tenantWithAll, { userId: actor }, `other-${role}`, role)],
  ];
  const tenantWithAll = tenantWith(
    userWith('nobody'),
    ...roles.flatMap((role) => [userWith(role, role), userWith(`other-${role}`, role)]),
  );

  it.each(changes)('[I3] to %s is for a Global admin, and but for guarded roles for an Admin agent', (_, change) => {
    for (const actor of [...roles, 'nobody', 'stranger']) {
      for (const role of roles) {
        const guarded = role === 'GlobalAdmin' || role === 'Operator';
        const allowed = actor === 'GlobalAdmin' || (actor === 'AdminAgent' && !guarded);
        const { outcome } = change(actor, role);
        expect([actor, role, outcome]).toEqual([actor, role, allowed ? 'happened' : 'rejected']);
      }
    }
  });

  it.each([
    [
      'an Admin agent, of a guarded role',
      'agent',
      'GlobalAdmin',
      /^Only a Global admin can give or take .*GlobalAdmin/,
    ],
    ['somebody whose roles were taken', 'sales', 'SalesAgent', /no longer a Global admin or an Admin agent/],
  ] as const)('[ruling 17] tells %s why', (_, actor, role, text) =>
    given(tenant)
      .when((state) => assignRole(state, { userId: actor }, 'sales', role))
      .thenRejected(faults.roleNotAllowed, text),
  );

  it.each([
    ['delete', (state: Tenant, actor: Actor, id: string) => deleteUser(state, actor, id, now)],
    ['restore', (state: Tenant, actor: Actor, id: string) => restoreUser(state, actor, id, restoring(), now)],
    ['give a role', (state: Tenant, actor: Actor, id: string) => assignRole(state, actor, id, 'SalesAgent')],
    ['take a role', (state: Tenant, actor: Actor, id: string) => removeRole(state, actor, id, 'SalesAgent')],
  ])('[I3] there is nobody else to %s: 60002', (_, change) =>
    given(tenant)
      .when((state) => change(state, { userId: 'admin' }, 'user-9'))
      .thenRejected({ status: 404, code: 60002 }),
  );
});

describe('grantAdminAgent', () => {
  it('[I4] makes the enrolling user an Admin agent', () =>
    given(tenant)
      .when((state) => grantAdminAgent(state, 'admin'))
      .thenState({ users: [{ ...admin, roles: ['GlobalAdmin', 'AdminAgent'] }, agent, sales] })
      .then(event(userRoleAssigned, { ...stateOf('admin', 'GlobalAdmin', 'AdminAgent'), role: 'AdminAgent' })));

  it.each([
    ['who is one already', 'agent'],
    ['who was deleted meanwhile', 'user-9'],
  ])('[I4] changes nothing for a user %s', (_, userId) =>
    given(tenant)
      .when((state) => grantAdminAgent(state, userId))
      .thenNothingHappened(),
  );
});
