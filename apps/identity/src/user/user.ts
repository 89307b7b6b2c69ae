import { event, faults, type DomainEvent, type Role } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Decision, type Rejected } from '#lib/decision';
import { userChanged } from '#contracts/identity/user-changed.v1';
import { userDeleted } from '#contracts/identity/user-deleted.v1';
import { userRestored } from '#contracts/identity/user-restored.v1';
import { userRoleAssigned } from '#contracts/identity/user-role-assigned.v1';
import { userRoleRemoved } from '#contracts/identity/user-role-removed.v1';
import { type SubscribedSku } from '#contracts/internal/customers';
import { createdEvent, licensesLeft, purgedEvent, userState, type Tenant, type User } from '../tenant/tenant.js';

/** Users a tenant may have: they live in its document, which decides about all of them. */
export const MAX_USERS = 500;

/** Deleted users that a tenant keeps at most: of more, those that were deleted first cannot be restored any more. */
export const MAX_DELETED_USERS = 500;

/** The roles that only a Global admin gives and takes: with them, an Admin agent could make himself anything. */
const guardedRoles: string[] = ['GlobalAdmin', 'Operator'] satisfies Role[];

/**
 * Who manages users: one of them, an Admin agent of the indirect provider that the company has given administrator access
 * to, or one of a partner that holds delegated admin privileges for the customer and so acts as its Global admin.
 */
export type Actor = { userId: string } | 'provider-admin-agent' | 'delegated-admin';

export interface NewUser {
  id: string;
  userName: string;
  firstName: string;
  lastName: string;
  displayName?: string;
  usageLocation?: string;
  roles: Role[];
  /** Of the one-time password. */
  nonce: string;
  /** A password that somebody chose for the user, instead of a one-time password. */
  chosen?: ChosenPassword;
}

export interface ChosenPassword {
  passwordHash: string;
  /** Whether the user has to choose another one at the next sign-in. */
  mustChangePassword: boolean;
}

/** What of a user can be changed; absent fields stay. */
export interface UserChange {
  userName?: string;
  firstName?: string;
  lastName?: string;
  displayName?: string;
  usageLocation?: string;
  chosen?: ChosenPassword;
}

/** What it takes to restore a user. */
export interface Restoring {
  change: UserChange;
  /** What the tenant has subscribed to. */
  subscribed: SubscribedSku[];
  /** Who was deleted before cannot be restored any more. */
  deletedSince: Date;
}

/** Adds a user. One with a one-time password has to choose another one. The same user again changes nothing. */
export function addUser(
  tenant: Tenant,
  actor: Actor,
  { nonce, chosen, ...details }: NewUser,
  now: Date,
): Decision<Tenant, DomainEvent> {
  const refused = refuseToManage(tenant, actor, details.roles);
  if (refused) return refused;
  if (tenant.users.some(({ id }) => id === details.id)) return nothingHappened;
  if (tenant.deletedUsers?.some(({ id }) => id === details.id)) {
    return reject(
      faults.conflict,
      `This request added the user ${details.id}, which has been deleted since. Restore it.`,
    );
  }
  if (isTaken(tenant, details.userName)) return rejectTaken(details.userName);
  if (tenant.users.length >= MAX_USERS) return rejectFull();
  const secret = chosen ? passwordOf(chosen) : { credential: { nonce, createdAt: now }, mustChangePassword: true };
  const user: User = { ...details, ...secret };
  const next = { ...tenant, users: [...tenant.users, user] };
  return happened(next, createdEvent(next, user));
}

/** Changes what is given. What is so already changes nothing. */
export function changeUser(
  tenant: Tenant,
  actor: Actor,
  userId: string,
  { chosen, ...change }: UserChange,
  now: Date,
): Decision<Tenant, DomainEvent> {
  const user = findUser(tenant, userId);
  const refused = refuseToManage(tenant, actor, user?.roles ?? []);
  if (refused) return refused;
  if (!user) return rejectUnknown(userId);
  const { userName } = change;
  if (userName !== undefined && userName !== user.userName && isTaken(tenant, userName)) return rejectTaken(userName);
  const isSo = Object.entries(change).every(([field, value]) => user[field as keyof UserChange & keyof User] === value);
  if (isSo && !chosen) return nothingHappened;
  const changed = { ...user, ...change, ...(chosen && { ...passwordOf(chosen), passwordChangedAt: now }) };
  const next = replaced(tenant, changed);
  return happened(next, event(userChanged, userState(next, changed)));
}

/** Deletes a user, which takes its roles and licences; for a time it can be restored. The last Global admin stays. */
export function deleteUser(tenant: Tenant, actor: Actor, userId: string, now: Date): Decision<Tenant, DomainEvent> {
  const user = findUser(tenant, userId);
  const refused = refuseToManage(tenant, actor, user?.roles ?? []);
  if (refused) return refused;
  if (!user) return rejectUnknown(userId);
  if (isLastGlobalAdmin(tenant, user)) return rejectLastGlobalAdmin();
  const deletedUsers = [...(tenant.deletedUsers ?? []), { ...user, deletedAt: now }];
  const next = {
    ...tenant,
    users: tenant.users.filter((other) => other !== user),
    deletedUsers: deletedUsers.slice(-MAX_DELETED_USERS),
  };
  const told = event(userDeleted, userState(tenant, { ...user, roles: [], licenses: [] }));
  return happened(next, told, ...deletedUsers.slice(0, -MAX_DELETED_USERS).map((gone) => purgedEvent(tenant, gone)));
}

/**
 * Restores a user that was deleted after `deletedSince`, with its roles, and its licences while there are units for them;
 * changed as it is asked for. Whoever was signed in as the user has to sign in again. One that is not deleted is changed alone.
 */
export function restoreUser(
  tenant: Tenant,
  actor: Actor,
  userId: string,
  { change, subscribed, deletedSince }: Restoring,
  now: Date,
): Decision<Tenant, DomainEvent> {
  if (findUser(tenant, userId)) return changeUser(tenant, actor, userId, change, now);
  const deleted = tenant.deletedUsers?.find(({ id, deletedAt }) => id === userId && deletedAt >= deletedSince);
  const refused = refuseToManage(tenant, actor, deleted?.roles ?? []);
  if (refused) return refused;
  if (!deleted) return rejectUnknown(userId);
  const { chosen, ...changed } = change;
  const { deletedAt: _, ...user } = { ...deleted, ...changed };
  if (isTaken(tenant, user.userName)) return rejectTaken(user.userName);
  if (tenant.users.length >= MAX_USERS) return rejectFull();
  const licenses = licensesLeft(tenant, user, subscribed);
  const restored = { ...user, licenses, passwordChangedAt: now, ...(chosen && passwordOf(chosen)) };
  const next = {
    ...tenant,
    users: [...tenant.users, restored],
    deletedUsers: tenant.deletedUsers?.filter(({ id }) => id !== userId),
  };
  return happened(next, event(userRestored, userState(next, restored)));
}

/** Forgets the users that were deleted before this time: nobody can restore them any more. */
export function purgeDeletedUsers(tenant: Tenant, before: Date): Accepted<Tenant, DomainEvent> {
  const { deletedUsers = [] } = tenant;
  const purged = deletedUsers.filter(({ deletedAt }) => deletedAt < before);
  if (purged.length === 0) return nothingHappened;
  const next = { ...tenant, deletedUsers: deletedUsers.filter((user) => !purged.includes(user)) };
  return happened(next, ...purged.map((user) => purgedEvent(tenant, user)));
}

/** Gives a user a role. Giving it twice changes nothing. */
export function assignRole(tenant: Tenant, actor: Actor, userId: string, role: Role): Decision<Tenant, DomainEvent> {
  const refused = refuseToManage(tenant, actor, [role]);
  if (refused) return refused;
  const user = findUser(tenant, userId);
  return user ? withRole(tenant, user, role) : rejectUnknown(userId);
}

/** Takes a role from a user. Taking it twice changes nothing. The last Global admin stays one. */
export function removeRole(tenant: Tenant, actor: Actor, userId: string, role: Role): Decision<Tenant, DomainEvent> {
  const refused = refuseToManage(tenant, actor, [role]);
  if (refused) return refused;
  const user = findUser(tenant, userId);
  if (!user) return rejectUnknown(userId);
  if (!user.roles.includes(role)) return nothingHappened;
  if (role === 'GlobalAdmin' && isLastGlobalAdmin(tenant, user)) return rejectLastGlobalAdmin();
  const changed = { ...user, roles: user.roles.filter((other) => other !== role) };
  const next = replaced(tenant, changed);
  return happened(next, event(userRoleRemoved, { ...userState(next, changed), role }));
}

/** The company became a partner: whoever enrolled it is its first Admin agent, unless that user is gone meanwhile. */
export function grantAdminAgent(tenant: Tenant, userId: string): Accepted<Tenant, DomainEvent> {
  const user = findUser(tenant, userId);
  return user ? withRole(tenant, user, 'AdminAgent') : nothingHappened;
}

function withRole(tenant: Tenant, user: User, role: Role): Accepted<Tenant, DomainEvent> {
  if (user.roles.includes(role)) return nothingHappened;
  const changed = { ...user, roles: [...user.roles, role] };
  const next = replaced(tenant, changed);
  return happened(next, event(userRoleAssigned, { ...userState(next, changed), role }));
}

/**
 * What counts are the roles that the acting user holds now: those of its token may have been taken since.
 * `touched` are the roles that the change gives or takes.
 */
function refuseToManage(tenant: Tenant, actor: Actor, touched: string[]): Rejected | undefined {
  const held = rolesOf(tenant, actor);
  if (held.includes('GlobalAdmin')) return undefined;
  if (!held.includes('AdminAgent')) {
    return reject(faults.roleNotAllowed, 'You are no longer a Global admin or an Admin agent of this tenant.');
  }
  const guarded = touched.filter((role) => guardedRoles.includes(role));
  if (guarded.length === 0) return undefined;
  return reject(
    faults.roleNotAllowed,
    `Only a Global admin can give or take the role ${guarded.join(' or ')}, or delete a user who holds it.`,
  );
}

function rolesOf(tenant: Tenant, actor: Actor): string[] {
  if (actor === 'provider-admin-agent') return ['AdminAgent'];
  if (actor === 'delegated-admin') return ['GlobalAdmin'];
  return findUser(tenant, actor.userId)?.roles ?? [];
}

function passwordOf({
  passwordHash,
  mustChangePassword,
}: ChosenPassword): Pick<User, 'credential' | 'mustChangePassword'> {
  return { credential: { passwordHash }, mustChangePassword };
}

function isTaken({ users }: Tenant, name: string): boolean {
  return users.some(({ userName }) => userName.toLowerCase() === name);
}

function rejectTaken(name: string): Rejected {
  return reject(faults.conflict, `The user name ${name} is taken. Choose another one.`);
}

function rejectFull(): Rejected {
  return reject(faults.conflict, `A tenant has at most ${MAX_USERS} users. Delete one that is not needed any more.`);
}

function rejectUnknown(userId: string): Rejected {
  return reject(faults.userNotFound, `There is no user ${userId} in your tenant.`);
}

function rejectLastGlobalAdmin(): Rejected {
  return reject(faults.conflict, 'This is the last Global admin of the tenant. Make another user Global admin first.');
}

function isLastGlobalAdmin({ users }: Tenant, { id, roles }: User): boolean {
  return (
    roles.includes('GlobalAdmin') && !users.some((other) => other.id !== id && other.roles.includes('GlobalAdmin'))
  );
}

function findUser({ users }: Tenant, userId: string): User | undefined {
  return users.find(({ id }) => id === userId);
}

function replaced(tenant: Tenant, changed: User): Tenant {
  return { ...tenant, users: tenant.users.map((user) => (user.id === changed.id ? changed : user)) };
}
