import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { userCreated } from '#contracts/identity/user-created.v1';
import { userPurged } from '#contracts/identity/user-purged.v1';
import {
  adminOf,
  confirmTenant,
  endTenant,
  provisionTenant,
  provisionUsers,
  releaseTenant,
  reserveTenant,
  sealCredential,
  type NewTenant,
  type Tenant,
} from './tenant.js';

const now = new Date('2026-03-01T08:00:00Z');
const newTenant: NewTenant = {
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  cloud: 'China',
};
const admin = {
  id: 'user-1',
  userName: 'admin',
  roles: ['GlobalAdmin'],
  credential: { nonce: 'nonce-1', createdAt: now },
  mustChangePassword: true,
};
const agent = { id: 'user-2', userName: 'agent', roles: ['SalesAgent'] };
const reserved: Tenant = {
  ...newTenant,
  status: 'reserved',
  reservedAt: now,
  users: [admin],
};
const confirmed: Tenant = { ...reserved, status: 'confirmed' };
const known = {
  tenantId: 'tenant-1',
  userId: 'user-1',
  userPrincipalName: 'admin@contoso.onmicrosoft.com',
  roles: ['GlobalAdmin' as const],
  licenses: [],
};
const released: Tenant = { ...reserved, status: 'released', users: [] };

it('[I4] reserves the domain, and an admin user with a one-time password, for a customer to come', () =>
  given()
    .when(() => reserveTenant(newTenant, { userId: 'user-1', nonce: 'nonce-1' }, now))
    .thenState(reserved)
    .then());

it('[I4] the customer that comes confirms the reservation, and its admin user is told of', () =>
  given(reserved).when(confirmTenant).thenState(confirmed).then(event(userCreated, known)));

it('[I4] confirming twice changes nothing', () => given(confirmed).when(confirmTenant).thenNothingHappened());

it('[I4] refuses to confirm what was released: the domain may be somebody else’s', () =>
  given(released)
    .when(confirmTenant)
    .thenRejected(faults.conflict, /^Tenant tenant-1 was released: its customer came too late/));

it('[I4] releasing a reservation frees the domain, keeps the id and leaves no user', () =>
  given(reserved).when(releaseTenant).thenState({ id: 'tenant-1', status: 'released', users: [] }).then());

it.each([
  ['a confirmed tenant', confirmed],
  ['a released tenant', released],
])('[I4] releasing %s changes nothing', (_, tenant) => given(tenant).when(releaseTenant).thenNothingHappened());

const secret = { nonce: 'nonce-1', passwordHash: 'hash-1' };

it('[I4] sealing replaces that user’s nonce by the hash of its password', () => {
  const other = { ...agent, credential: { nonce: 'nonce-2', createdAt: now } };
  const decision = sealCredential({ ...confirmed, users: [admin, other] }, 'user-1', secret);
  expect(decision).toHaveProperty('state.users', [{ ...admin, credential: { passwordHash: 'hash-1' } }, other]);
});

it('[I4] sealing leaves a password alone that was set anew since the nonce was read', () =>
  given<Tenant>({ ...confirmed, users: [{ ...admin, credential: { nonce: 'newer', createdAt: now } }] })
    .when((tenant) => sealCredential(tenant, 'user-1', secret))
    .thenNothingHappened());

it('[I4] sealing covers a deleted user, who may be restored', () => {
  given<Tenant>({ ...confirmed, users: [agent], deletedUsers: [{ ...admin, deletedAt: now }] })
    .when((tenant) => sealCredential(tenant, 'user-1', secret))
    .thenState({
      users: [agent],
      deletedUsers: [{ ...admin, deletedAt: now, credential: { passwordHash: 'hash-1' } }],
    });
});

it('[C6] a tenant whose customer was deleted ends: nobody can sign in, users are forgotten, and ending it twice changes nothing', () => {
  given<Tenant>({ ...confirmed, users: [admin], deletedUsers: [{ ...agent, deletedAt: now }] })
    .when(endTenant)
    .thenState({ status: 'released', users: [], deletedUsers: [] })
    .then(
      event(userPurged, { tenantId: confirmed.id, userId: admin.id }),
      event(userPurged, { tenantId: confirmed.id, userId: agent.id }),
    );
  given<Tenant>({ ...confirmed, status: 'reserved', users: [admin] })
    .when(endTenant)
    .then();
  given(released).when(endTenant).thenNothingHappened();
});

it.each([
  ['that is sealed', { ...admin, credential: { passwordHash: 'hash-0' } }],
  ['without a password', { ...agent, id: 'user-1' }],
  ['that there is not', agent],
])('[I4] sealing a user %s changes nothing', (_, user) =>
  given({ ...confirmed, users: [user] })
    .when((tenant) => sealCredential(tenant, 'user-1', secret))
    .thenNothingHappened(),
);

it('[I3] provisions a tenant that waits for no customer', () =>
  given()
    .when(() => provisionTenant(newTenant, [agent], now))
    .thenState({ ...confirmed, users: [agent] })
    .then());

it('[I3] provisioning again adds users and changes roles, and keeps passwords and everybody else', () => {
  const promoted = { id: 'user-1', userName: 'admin', roles: ['GlobalAdmin', 'AdminAgent'] };
  const third = { id: 'user-3', userName: 'third', roles: [] };
  const decision = provisionUsers({ ...confirmed, users: [admin, agent] }, [promoted, third]);
  expect(decision).toHaveProperty('state.users', [agent, { ...admin, roles: ['GlobalAdmin', 'AdminAgent'] }, third]);
});

it('[I4] finds the admin among the users', () => {
  expect(adminOf({ ...confirmed, users: [agent, admin] })).toBe(admin);
  expect(adminOf(released)).toBeUndefined();
});
