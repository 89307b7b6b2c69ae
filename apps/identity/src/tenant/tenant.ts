import { event, faults, type Cloud, type DomainEvent, type Role } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Decision } from '#lib/decision';
import { type SubscribedSku } from '#contracts/internal/customers';
import { userCreated } from '#contracts/identity/user-created.v1';
import { userPurged } from '#contracts/identity/user-purged.v1';
import { type UserStateV1 } from '#contracts/identity/user-state.v1';

/** An organisation with sign-in, and its users. */
export interface Tenant {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
  /** `reserved` until the customer that it is for exists; `released` if that never happens or has ended, until it is purged. */
  status: 'reserved' | 'confirmed' | 'released';
  reservedAt: Date;
  users: User[];
  /** Those that can still be restored, in the order in which they were deleted. Absent: none. */
  deletedUsers?: DeletedUser[];
}

export interface User {
  id: string;
  /** The part of the user principal name before the `@`. */
  userName: string;
  firstName?: string;
  lastName?: string;
  /** As it is shown; absent: first and last name. */
  displayName?: string;
  /** Where the user uses what it has licences for, ISO 3166-1 alpha-2; absent: the country of the tenant. */
  usageLocation?: string;
  roles: string[];
  /** Absent: none. */
  licenses?: License[];
  credential?: Credential;
  /** Whether the user has to choose a password of its own at the next sign-in. */
  mustChangePassword?: boolean;
  /** Whoever signed in before that has to sign in again. */
  passwordChangedAt?: Date;
}

/** A user that nobody can sign in as, with the roles and licences that it had. */
export interface DeletedUser extends User {
  deletedAt: Date;
}

/** A licence of a product, which takes one of the units that the tenant has subscribed to. */
export interface License {
  /** The product: the offer that its subscriptions were ordered by. */
  skuId: string;
  /** Service plans of the product that the user is not to have, GUIDs. */
  excludedPlans: string[];
}

/** A one-time password is derived from a nonce for as long as it may be answered again; then only its hash is left. */
export type Credential = { nonce: string; createdAt: Date } | { passwordHash: string };

export interface NewTenant {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
}

/** What the new tenant's first user gets: an id, and the nonce of its one-time password. */
export interface AdminSecrets {
  userId: string;
  nonce: string;
}

const ADMIN_USER_NAME = 'admin';

/** The name that a user signs in with. */
export function upnOf({ domain }: Tenant, { userName }: User): string {
  return `${userName}@${domain}`;
}

/** How a user is called. */
export function displayNameOf({ displayName, firstName, lastName, userName }: User): string {
  return displayName ?? ([firstName, lastName].filter(Boolean).join(' ') || userName);
}

/** Whether a user has a licence of the product. */
export function hasLicense({ licenses = [] }: User, skuId: string): boolean {
  return licenses.some((license) => license.skuId === skuId);
}

/** How many users have a licence of the product. */
export function consumedUnits({ users }: Tenant, skuId: string): number {
  return users.filter((user) => hasLicense(user, skuId)).length;
}

/** Of the licences that a user had, those for which there are units that no user has. */
export function licensesLeft(tenant: Tenant, { licenses = [] }: User, subscribed: SubscribedSku[]): License[] {
  return licenses.filter(({ skuId }) => {
    const sku = subscribed.find((other) => other.skuId === skuId);
    return sku !== undefined && consumedUnits(tenant, skuId) < sku.activeUnits;
  });
}

/** Reserves the domain and the admin user for a customer that is about to be written. */
export function reserveTenant(tenant: NewTenant, { userId, nonce }: AdminSecrets, now: Date): Accepted<Tenant, never> {
  return happened({
    ...tenant,
    status: 'reserved' as const,
    reservedAt: now,
    users: [
      {
        id: userId,
        userName: ADMIN_USER_NAME,
        roles: ['GlobalAdmin'],
        credential: { nonce, createdAt: now },
        mustChangePassword: true,
      },
    ],
  });
}

/** Sets up a tenant that waits for nobody, with users whose roles are given. Repeats bring users up to date. */
export function provisionTenant(tenant: NewTenant, users: User[], now: Date): Accepted<Tenant, never> {
  return happened({ ...tenant, status: 'confirmed' as const, reservedAt: now, users });
}

/**
 * Adds users that the tenant does not have yet, and gives those that it has the roles they are to have. A user of another
 * id that has the name of one of them makes way.
 */
export function provisionUsers(tenant: Tenant, users: User[]): Accepted<Tenant, never> {
  const others = tenant.users.filter(
    ({ id, userName }) => !users.some((user) => user.id === id || user.userName === userName),
  );
  const updated = users.map((user) => ({ ...tenant.users.find(({ id }) => id === user.id), ...user }));
  return happened({ ...tenant, users: [...others, ...updated] });
}

/** The customer exists, and so does its admin user: from now on it is told of. Confirming twice changes nothing. */
export function confirmTenant(tenant: Tenant): Decision<Tenant, DomainEvent> {
  if (tenant.status === 'confirmed') return nothingHappened;
  if (tenant.status === 'released') {
    return reject(faults.conflict, `Tenant ${tenant.id} was released: its customer came too late.`);
  }
  const confirmed = { ...tenant, status: 'confirmed' as const };
  return happened(confirmed, ...tenant.users.map((user) => createdEvent(confirmed, user)));
}

/** The customer will never exist: the tenant is to be purged, which frees its domain. */
export function releaseTenant(tenant: Tenant): Accepted<Tenant, never> {
  if (tenant.status !== 'reserved') return nothingHappened;
  return happened({ ...tenant, status: 'released' as const, users: [], deletedUsers: [] });
}

/**
 * The customer was deleted, and its users with it: nobody signs in any more, what is known of them is to be forgotten, and the tenant is to
 * be purged. Ending it twice changes nothing.
 */
export function endTenant(tenant: Tenant): Accepted<Tenant, DomainEvent> {
  if (tenant.status === 'released') return nothingHappened;
  const told = tenant.status === 'confirmed' ? [...tenant.users, ...(tenant.deletedUsers ?? [])] : [];
  return happened(
    { ...tenant, status: 'released' as const, users: [], deletedUsers: [] },
    ...told.map((user) => purgedEvent(tenant, user)),
  );
}

export function purgedEvent({ id: tenantId }: Tenant, { id: userId }: User): DomainEvent {
  return event(userPurged, { tenantId, userId });
}

/**
 * Replaces a user's nonce by the hash of its password, after which nobody can be told the password any more; also that of a
 * deleted user, which may be restored. Another nonce, of a password that was set anew meanwhile, stays.
 */
export function sealCredential(
  tenant: Tenant,
  userId: string,
  { nonce, passwordHash }: { nonce: string; passwordHash: string },
): Accepted<Tenant, never> {
  const { users, deletedUsers = [] } = tenant;
  const user = [...users, ...deletedUsers].find(({ id }) => id === userId);
  if (!user?.credential || !('nonce' in user.credential) || user.credential.nonce !== nonce) return nothingHappened;
  const sealed = <Kind extends User>(kinds: Kind[]): Kind[] =>
    kinds.map((other) => (other.id === userId ? { ...other, credential: { passwordHash } } : other));
  return happened({ ...tenant, users: sealed(users), deletedUsers: sealed(deletedUsers) });
}

/** The user chose a password, which ends a one-time password. A user that is gone meanwhile changes nothing. */
export function changePassword(
  tenant: Tenant,
  userId: string,
  passwordHash: string,
  now: Date,
): Accepted<Tenant, never> {
  if (!tenant.users.some(({ id }) => id === userId)) return nothingHappened;
  const changed = { credential: { passwordHash }, mustChangePassword: false, passwordChangedAt: now };
  return happened({
    ...tenant,
    users: tenant.users.map((user) => (user.id === userId ? { ...user, ...changed } : user)),
  });
}

export function createdEvent(tenant: Tenant, user: User): DomainEvent {
  return event(userCreated, userState(tenant, user));
}

/** What events tell of a user. */
export function userState(tenant: Tenant, user: User): UserStateV1 {
  return {
    tenantId: tenant.id,
    userId: user.id,
    userPrincipalName: upnOf(tenant, user),
    roles: user.roles as Role[],
    licenses: user.licenses ?? [],
  };
}

export function adminOf(tenant: Tenant): User | undefined {
  return tenant.users.find(({ userName }) => userName === ADMIN_USER_NAME);
}
