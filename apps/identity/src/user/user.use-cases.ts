import { Injectable } from '@nestjs/common';
import { faults, type DomainEvent, type Role } from '#lib/contracts';
import { isRejected, reject, type Decision, type Rejected } from '#lib/decision';
import { BaseConfig, derivedId, type Caller, type Command } from '#lib/service-kit';
import { OneTimePasswords } from '../tenant/password/one-time-passwords.js';
import { type Tenant, type User } from '../tenant/tenant.js';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { DeletedUsers } from './deleted-users.js';
import { ManagedTenants } from './managed-tenants.js';
import { addUser, assignRole, deleteUser, removeRole, restoreUser, type Actor, type NewUser } from './user.js';

/** A user together with its tenant, which knows the domain. */
export interface Member {
  tenant: Tenant;
  user: User;
}

/**
 * The users of the caller's own tenant, or of a reseller that gave the caller's company administrator access. All of them
 * are in the tenant's one document, so that each change sees all others.
 */
@Injectable()
export class UserUseCases {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly managed: ManagedTenants,
    private readonly deleted: DeletedUsers,
    private readonly passwords: OneTimePasswords,
    private readonly config: BaseConfig,
  ) {}

  /** The caller's tenant, or that of a reseller whose users the caller may manage. */
  async tenantOf(caller: Caller, resellerId?: string): Promise<Tenant | Rejected> {
    const managed = await this.managed.of(caller, resellerId);
    if (isRejected(managed)) return managed;
    return (await this.tenants.find(managed.tenantId)) ?? rejectUnknown(managed.tenantId);
  }

  async find(caller: Caller, userId: string, resellerId?: string): Promise<Member | Rejected> {
    return memberOf(await this.tenantOf(caller, resellerId), userId);
  }

  /** Adds a user; a repeat finds it. The password is left out once it may not be told any more. */
  async add(
    command: Command,
    details: Omit<NewUser, 'id' | 'nonce'>,
    resellerId?: string,
  ): Promise<(Member & { password?: string }) | Rejected> {
    // The command's id does not cover whose users they are.
    const id = derivedId(command.idOf('user'), resellerId ?? command.caller.tenantId);
    const user = { ...details, id, nonce: this.passwords.newNonce() };
    const fault = this.operatorFault(command, user.roles);
    if (fault) return fault;
    const tenant = await this.change(command, resellerId, (found, actor, now) => addUser(found, actor, user, now));
    const member = memberOf(tenant, user.id);
    return isRejected(member) ? member : { ...member, password: this.passwords.of(member.user) };
  }

  async delete(command: Command, userId: string, resellerId?: string): Promise<Tenant | Rejected> {
    return this.change(command, resellerId, (tenant, actor, now) => deleteUser(tenant, actor, userId, now));
  }

  /** Restores a user that was deleted. One that was not changes nothing. */
  async restore(command: Command, userId: string, resellerId?: string): Promise<Member | Rejected> {
    const before = await this.tenantOf(command.caller, resellerId);
    if (isRejected(before)) return before;
    const deleted = this.deleted.of(before).find(({ id }) => id === userId);
    const member = deleted ? { user: deleted } : memberOf(before, userId);
    if (isRejected(member)) return member;
    const restoring = await this.deleted.restoring(command.caller, before, member.user, {});
    const tenant = await this.change(command, resellerId, (found, actor, now) =>
      restoreUser(found, actor, userId, restoring, now),
    );
    return memberOf(tenant, userId);
  }

  async assign(command: Command, userId: string, role: Role, resellerId?: string): Promise<Member | Rejected> {
    const fault = this.operatorFault(command, [role]);
    if (fault) return fault;
    const tenant = await this.change(command, resellerId, (found, actor) => assignRole(found, actor, userId, role));
    return memberOf(tenant, userId);
  }

  async remove(command: Command, userId: string, role: Role, resellerId?: string): Promise<Member | Rejected> {
    const tenant = await this.change(command, resellerId, (found, actor) => removeRole(found, actor, userId, role));
    return memberOf(tenant, userId);
  }

  private async change(
    { id, caller }: Command,
    resellerId: string | undefined,
    decide: (tenant: Tenant, actor: Actor, now: Date) => Decision<Tenant, DomainEvent>,
  ): Promise<Tenant | Rejected> {
    const managed = await this.managed.of(caller, resellerId);
    if (isRejected(managed)) return managed;
    const { tenantId, actor } = managed;
    const tenant = await this.tenants.changeUsers(tenantId, id, (found, now) => decide(found, actor, now));
    return tenant ?? rejectUnknown(tenantId);
  }

  private operatorFault({ caller }: Command, roles: Role[]): Rejected | undefined {
    if (!roles.includes('Operator') || caller.tenantId === this.config.OPERATOR_TENANT.toLowerCase()) return undefined;
    return reject(faults.invalidArgument, 'Only the operator’s own tenant has the role Operator.');
  }
}

function memberOf(tenant: Tenant | Rejected, userId: string): Member | Rejected {
  if (isRejected(tenant)) return tenant;
  const user = tenant.users.find(({ id }) => id === userId);
  return user ? { tenant, user } : reject(faults.userNotFound, `There is no user ${userId} in your tenant.`);
}

function rejectUnknown(tenantId: string): Rejected {
  return reject(faults.tenantNotFound, `There is no tenant ${tenantId}.`);
}
