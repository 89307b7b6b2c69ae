import { Injectable } from '@nestjs/common';
import { faults, type DomainEvent } from '#lib/contracts';
import { isRejected, reject, type Decision, type Rejected } from '#lib/decision';
import { asAnsweredFault } from '#lib/partner-api';
import { derivedId, type Caller, type Command } from '#lib/service-kit';
import { CredentialSecret } from '../../tenant/password/credential-secret.js';
import { OneTimePasswords } from '../../tenant/password/one-time-passwords.js';
import { Passwords } from '../../tenant/password/passwords.js';
import { type DeletedUser, type Tenant, type User } from '../../tenant/tenant.js';
import { TenantRepository } from '../../tenant/tenant.repository.js';
import { DeletedUsers } from '../../user/deleted-users.js';
import { addUser, changeUser, deleteUser, restoreUser, type ChosenPassword } from '../../user/user.js';
import {
  toDetails,
  toResource,
  type AddCustomerUserRequest,
  type ChangeCustomerUserRequest,
  type PasswordProfileRequest,
} from './customer-user.dto.js';
import { DelegatedAdminsClient } from './delegated-admins.client.js';

/** A user of a customer together with its tenant. */
export interface CustomerUser {
  tenant: Tenant;
  user: User;
}

/** The users of a customer's tenant, for partners that hold delegated admin privileges: they act as its Global admin. */
@Injectable()
export class CustomerUserUseCases {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly admins: DelegatedAdminsClient,
    private readonly deleted: DeletedUsers,
    private readonly passwords: Passwords,
    private readonly oneTime: OneTimePasswords,
    private readonly secret: CredentialSecret,
  ) {}

  async tenantOf(caller: Caller, customerId: string): Promise<Tenant | Rejected> {
    await this.admins.assertPrivileged(caller, customerId);
    return (await this.tenants.find(customerId)) ?? rejectUnknown(customerId);
  }

  async find(caller: Caller, customerId: string, userId: string): Promise<CustomerUser | Rejected> {
    return memberOf(await this.tenantOf(caller, customerId), userId);
  }

  /** Adds a user; a repeat finds it. The one-time password is left out once it may not be told any more. */
  async add(
    command: Command,
    customerId: string,
    request: AddCustomerUserRequest,
  ): Promise<(CustomerUser & { password?: string }) | Rejected> {
    const before = await this.tenantOf(command.caller, customerId);
    if (isRejected(before)) return before;
    const details = toDetails(before, request);
    const { firstName, lastName } = request;
    const id = derivedId(this.keyed(command), 'user');
    const { userName = '', ...rest } = details;
    const user = { ...rest, id, userName, firstName, lastName, roles: [], nonce: this.oneTime.newNonce() };
    const chosen = await this.chosen(request.passwordProfile);
    const tenant = await this.change(command, customerId, (state, now) =>
      addUser(state, 'delegated-admin', { ...user, ...(chosen && { chosen }) }, now),
    );
    const member = memberOf(tenant, id);
    return isRejected(member) ? member : { ...member, password: this.oneTime.of(member.user) };
  }

  /** Changes a user; one that was deleted is restored by this where `state` asks for it. */
  async update(
    command: Command,
    customerId: string,
    userId: string,
    request: ChangeCustomerUserRequest,
  ): Promise<CustomerUser | Rejected> {
    const before = await this.tenantOf(command.caller, customerId);
    if (isRejected(before)) return before;
    const deleted = this.deleted.of(before).find(({ id }) => id === userId);
    if (deleted && request.state !== 'active') return rejectDeleted(before, deleted);
    const member = deleted ? { user: deleted } : memberOf(before, userId);
    if (isRejected(member)) return member;
    const { user } = member;
    const fault = asAnsweredFault(request, toResource(before, user));
    if (fault) return fault;
    if (!deleted && request.state === 'inactive') {
      return reject(faults.invalidArgument, 'state: delete the user to make it inactive.');
    }
    const chosen = await this.chosen(request.passwordProfile);
    const change = { ...toDetails(before, request, user), ...(chosen && { chosen }) };
    const restoring = deleted && (await this.deleted.restoring(command.caller, before, deleted, change));
    const tenant = await this.change(command, customerId, (state, now) =>
      restoring
        ? restoreUser(state, 'delegated-admin', userId, restoring, now)
        : changeUser(state, 'delegated-admin', userId, change, now),
    );
    return memberOf(tenant, userId);
  }

  async delete(command: Command, customerId: string, userId: string): Promise<Tenant | Rejected> {
    await this.admins.assertPrivileged(command.caller, customerId);
    return this.change(command, customerId, (tenant, now) => deleteUser(tenant, 'delegated-admin', userId, now));
  }

  /** Changes the customer's users; a repeat changes nothing. Whoever calls it has made sure that the caller may. */
  async change(
    command: Command,
    customerId: string,
    decide: (tenant: Tenant, now: Date) => Decision<Tenant, DomainEvent>,
  ): Promise<Tenant | Rejected> {
    return (await this.tenants.changeUsers(customerId, this.keyed(command), decide)) ?? rejectUnknown(customerId);
  }

  private async chosen(profile: PasswordProfileRequest | undefined): Promise<ChosenPassword | undefined> {
    if (profile?.password === undefined) return undefined;
    const { password, forceChangePassword = true } = profile;
    return { passwordHash: await this.passwords.hash(password), mustChangePassword: forceChangePassword };
  }

  /** Keyed, because the id of the command follows from a body that may hold a password. */
  private keyed({ id }: Command): string {
    return this.secret.hmac(`customer-user/${id}`).toString('hex');
  }
}

function memberOf(tenant: Tenant | Rejected, userId: string): CustomerUser | Rejected {
  if (isRejected(tenant)) return tenant;
  const user = tenant.users.find(({ id }) => id === userId);
  if (user) return { tenant, user };
  return reject(faults.userNotFound, `There is no user ${userId} in the tenant of the customer ${tenant.id}.`);
}

function rejectDeleted({ id: customerId }: Tenant, { id: userId }: DeletedUser): Rejected {
  return reject(
    faults.userNotFound,
    `The user ${userId} of the customer ${customerId} was deleted. To restore it, send state "active".`,
  );
}

function rejectUnknown(customerId: string): Rejected {
  return reject(faults.tenantNotFound, `There is no tenant ${customerId}.`);
}
