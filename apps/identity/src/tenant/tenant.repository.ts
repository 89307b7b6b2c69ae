import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { nothingHappened, type Decision, type Rejected } from '#lib/decision';
import {
  acrossTenants,
  AggregateRepository,
  onPage,
  ownCommand,
  ownedBy,
  Persistence,
  type SweepPage,
  type UserDirectory,
} from '#lib/service-kit';
import { type CurrentUser } from '#contracts/internal/identity';
import {
  changePassword,
  confirmTenant,
  endTenant,
  provisionTenant,
  provisionUsers,
  releaseTenant,
  reserveTenant,
  sealCredential,
  upnOf,
  type AdminSecrets,
  type NewTenant,
  type Tenant,
  type User,
} from './tenant.js';
import { toldOfTenant } from './tenant-states.js';
import { foldedDomain } from './domain/domain-name.js';
import { grantAdminAgent, purgeDeletedUsers } from '../user/user.js';
import { createWorkAccount, type WorkAccount } from '../work-account/work-account.js';

const userFields = {
  id: String,
  userName: String,
  firstName: String,
  lastName: String,
  displayName: String,
  usageLocation: String,
  roles: [String],
  licenses: [new Schema({ skuId: String, excludedPlans: [String] }, { _id: false, id: false })],
  credential: new Schema({ nonce: String, createdAt: Date, passwordHash: String }, { _id: false, id: false }),
  mustChangePassword: Boolean,
  passwordChangedAt: Date,
};
const user = new Schema(userFields, { _id: false, id: false });
const deletedUser = new Schema({ ...userFields, deletedAt: Date }, { _id: false, id: false });

const unreleased = { 'state.status': { $ne: 'released' } };

/** A user, and the tenant that it is of. */
export interface Account {
  tenant: Tenant;
  user: User;
}

@Injectable()
export class TenantRepository extends AggregateRepository<Tenant> implements UserDirectory {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'tenants',
      tells: toldOfTenant,
      state: {
        id: String,
        companyName: String,
        domain: String,
        country: String,
        cloud: String,
        status: String,
        reservedAt: Date,
        users: [user],
        deletedUsers: [deletedUser],
      },
      indexes: [
        { fields: { 'state.domain': 1 }, unique: true },
        { fields: { 'state.status': 1, 'state.reservedAt': 1 } },
        { fields: { 'state.users.credential.createdAt': 1 } },
        { fields: { 'state.users.id': 1 } },
        { fields: { 'state.deletedUsers.credential.createdAt': 1 } },
        { fields: { 'state.deletedUsers.deletedAt': 1 } },
      ],
    });
  }

  async find(tenantId: string): Promise<Tenant | undefined> {
    return this.findOne(ownedBy('_id', tenantId, unreleased));
  }

  /** By id, or by domain in any casing and script. */
  async findByName(name: string): Promise<Tenant | undefined> {
    const names = [{ _id: name.toLowerCase() }, { 'state.domain': foldedDomain(name) }];
    return this.findOne(acrossTenants('Whoever signs in says where.', { $or: names, ...unreleased }));
  }

  /** Also of a tenant that was released: its domain is free once it is purged. */
  async isDomainTaken(domain: string): Promise<boolean> {
    return (
      (await this.findOne(acrossTenants('A domain is taken by anybody.', { 'state.domain': domain }))) !== undefined
    );
  }

  async findUser(userId: string): Promise<Account | undefined> {
    const found = await this.findOne(
      acrossTenants('A session knows its user alone.', { 'state.users.id': userId, ...unreleased }),
    );
    return found && accountOf(found, ({ id }) => id === userId);
  }

  /** A user of this tenant as it is now, for decisions about what it may do. */
  async findCurrent(tenantId: string, userId: string): Promise<CurrentUser | undefined> {
    const tenant = await this.find(tenantId);
    return tenant && currentUser(tenant, userId);
  }

  /** By user principal name, folded as `foldedUpn` does it. */
  async findUserByUpn(upn: string): Promise<Account | undefined> {
    const [name, domain] = upn.split(/@(?=[^@]*$)/);
    const found = await this.findOne(
      acrossTenants('Whoever signs in says where.', { 'state.domain': domain, ...unreleased }),
    );
    return found && accountOf(found, ({ userName }) => userName.toLowerCase() === name);
  }

  /** Undefined: the domain is taken. */
  reserve(tenant: NewTenant, admin: AdminSecrets): Promise<Tenant | undefined> {
    return this.insert(tenant.id, ownCommand, (known, now) =>
      known ? nothingHappened : reserveTenant(tenant, admin, now),
    );
  }

  /** Undefined: the domain is taken. */
  provision(tenant: NewTenant, users: User[]): Promise<Tenant | undefined> {
    return this.changeOrCreate(tenant.id, ownCommand, (known, now) =>
      known ? provisionUsers(known, users) : provisionTenant(tenant, users, now),
    );
  }

  /** Undefined: the domain is taken. */
  createWorkAccount(account: WorkAccount): Promise<Tenant | undefined> {
    return this.insert(account.tenant.id, ownCommand, (known, now) =>
      known ? nothingHappened : createWorkAccount(account, now),
    );
  }

  /** Changes the users of a tenant that the caller may manage; undefined where identity has no such tenant. */
  changeUsers(
    tenantId: string,
    commandId: string,
    decide: (tenant: Tenant, now: Date) => Decision<Tenant, DomainEvent>,
  ): Promise<Tenant | Rejected | undefined> {
    return this.change(ownedBy('_id', tenantId, unreleased), commandId, decide);
  }

  async grantAdminAgent(tenantId: string, userId: string, commandId: string): Promise<void> {
    await this.change(ownedBy('_id', tenantId), commandId, (tenant) => grantAdminAgent(tenant, userId));
  }

  /** Undefined: there is no such tenant any more. */
  confirm(tenantId: string): Promise<Tenant | Rejected | undefined> {
    return this.change(ownedBy('_id', tenantId), ownCommand, confirmTenant);
  }

  async release(tenantId: string): Promise<void> {
    await this.change(ownedBy('_id', tenantId), ownCommand, releaseTenant);
  }

  async end(tenantId: string): Promise<void> {
    await this.change(ownedBy('_id', tenantId), ownCommand, endTenant);
  }

  /** Deletes released tenants: deleting is what frees a unique value on every MongoDB-compatible server. */
  purgeReleased(): Promise<void> {
    return this.purge(acrossTenants('A sweep.', { 'state.status': 'released' }));
  }

  async changePassword(tenantId: string, userId: string, passwordHash: string): Promise<void> {
    await this.change(ownedBy('_id', tenantId), ownCommand, (tenant, now) =>
      changePassword(tenant, userId, passwordHash, now),
    );
  }

  async seal(tenantId: string, userId: string, secret: { nonce: string; passwordHash: string }): Promise<void> {
    await this.change(ownedBy('_id', tenantId), ownCommand, (tenant) => sealCredential(tenant, userId, secret));
  }

  async reservedBefore(time: Date, page: SweepPage): Promise<Tenant[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.status': 'reserved', 'state.reservedAt': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }

  async withNoncesBefore(time: Date, page: SweepPage): Promise<Tenant[]> {
    const users = ['users', 'deletedUsers'].map((which) => ({
      [`state.${which}.credential.createdAt`]: { $lt: time },
    }));
    return this.list(acrossTenants('A sweep.', { $or: users, ...onPage(page) }), page.limit);
  }

  /** Tenants with users that were deleted before this time. */
  async withDeletedBefore(time: Date, page: SweepPage): Promise<Tenant[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.deletedUsers.deletedAt': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }

  async purgeDeletedUsers(tenantId: string, before: Date): Promise<void> {
    await this.change(ownedBy('_id', tenantId), ownCommand, (tenant) => purgeDeletedUsers(tenant, before));
  }
}

function accountOf(tenant: Tenant, matches: (user: User) => boolean): Account | undefined {
  const user = tenant.users.find((candidate) => matches(candidate));
  return user && { tenant, user };
}

export function currentUser(tenant: Tenant, userId: string): CurrentUser | undefined {
  const user = tenant.users.find(({ id }) => id === userId);
  return user && { userId, userPrincipalName: upnOf(tenant, user), roles: user.roles };
}
