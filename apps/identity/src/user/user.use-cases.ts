import { Injectable } from '@nestjs/common';
import { faults, type DomainEvent, type Role } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { invalidArgument, PartnerError } from '#lib/partner-api';
import { BaseConfig, type Caller, type Command } from '#lib/service-kit';
import { OneTimePasswords } from '../tenant/one-time-passwords.js';
import { type Tenant, type User } from '../tenant/tenant.js';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { addUser, assignRole, deleteUser, removeRole, type NewUser } from './user.js';

/** A user together with its tenant, which knows the domain. */
export interface Member {
  tenant: Tenant;
  user: User;
}

/** The users of the caller's own tenant. All of them are in its one document, so that each change sees all others. */
@Injectable()
export class UserUseCases {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: OneTimePasswords,
    private readonly config: BaseConfig,
  ) {}

  async tenantOf({ tenantId }: Caller): Promise<Tenant> {
    const tenant = await this.tenants.find(tenantId);
    if (!tenant) throw unknownTenant(tenantId);
    return tenant;
  }

  async find(caller: Caller, userId: string): Promise<Member> {
    return memberOf(await this.tenantOf(caller), userId);
  }

  /** Adds a user; a repeat finds it. The password is left out once it may not be told any more. */
  async add(command: Command, details: Omit<NewUser, 'id' | 'nonce'>): Promise<Member & { password?: string }> {
    const user = { ...details, id: command.idOf('user'), nonce: this.passwords.newNonce() };
    for (const role of user.roles) this.refuseOperatorElsewhere(command, role);
    const tenant = await this.change(command, (found, actorId, now) => addUser(found, actorId, user, now));
    const member = memberOf(tenant, user.id);
    return { ...member, password: this.passwords.of(member.user) };
  }

  async delete(command: Command, userId: string): Promise<void> {
    await this.change(command, (tenant, actorId) => deleteUser(tenant, actorId, userId));
  }

  async assign(command: Command, userId: string, role: Role): Promise<Member> {
    this.refuseOperatorElsewhere(command, role);
    const tenant = await this.change(command, (found, actorId) => assignRole(found, actorId, userId, role));
    return memberOf(tenant, userId);
  }

  async remove(command: Command, userId: string, role: Role): Promise<Member> {
    const tenant = await this.change(command, (found, actorId) => removeRole(found, actorId, userId, role));
    return memberOf(tenant, userId);
  }

  private async change(
    command: Command,
    decide: (tenant: Tenant, actorId: string, now: Date) => Decision<Tenant, DomainEvent>,
  ): Promise<Tenant> {
    const { tenantId, objectId } = command.caller;
    const tenant = await this.tenants.changeUsers(command, (found, now) => decide(found, objectId, now));
    if (!tenant) throw unknownTenant(tenantId);
    return tenant;
  }

  private refuseOperatorElsewhere({ caller }: Command, role: Role): void {
    if (role !== 'Operator' || caller.tenantId === this.config.OPERATOR_TENANT.toLowerCase()) return;
    throw invalidArgument('The role Operator exists in the operator’s own tenant alone.');
  }
}

function memberOf(tenant: Tenant, userId: string): Member {
  const user = tenant.users.find(({ id }) => id === userId);
  if (!user) throw new PartnerError(faults.userNotFound, `There is no user ${userId} in your tenant.`);
  return { tenant, user };
}

function unknownTenant(tenantId: string): PartnerError {
  return new PartnerError(faults.tenantNotFound, `There is no tenant ${tenantId}.`);
}
