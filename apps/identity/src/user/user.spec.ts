import { event, faults, roles, type Role } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { userChanged } from '#contracts/identity/user-changed.v1';
import { userCreated } from '#contracts/identity/user-created.v1';
import { userRoleAssigned } from '#contracts/identity/user-role-assigned.v1';
import { userRoleRemoved } from '#contracts/identity/user-role-removed.v1';
import { type Tenant } from '../tenant/tenant.js';
import {
  addUser,
  assignRole,
  changeUser,
  deleteUser,
  grantAdminAgent,
  MAX_USERS,
  removeRole,
  restoreUser,
  type Actor,
} from './user.js';
import {
  now,
  userWith,
  tenantWith,
  admin,
  second,
  agent,
  sales,
  tenant,
  twoAdmins,
  ana,
  restoring,
  stateOf,
} from './user.doubles.js';

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
