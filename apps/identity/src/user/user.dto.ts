import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Transform } from 'class-transformer';
import { type Role, roles, Text } from '#lib/contracts';
import { AsAnswered, invalidArgument, ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { displayNameOf, upnOf, type DeletedUser, type Tenant, type User } from '../tenant/tenant.js';
import { UserListQuery } from './list/user-list.js';
import { IsUserName } from './user-name.js';
import { isState, stateOf, type UserState } from './list/user-state.js';
import { type NewUser } from './user.js';

/** A user to be added to the caller's tenant. */
export class AddUserRequest {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  /** The part of the sign-in name before the `@`, 1 to 64 characters; unique in the tenant in any casing. */
  @IsUserName()
  userName: string;

  /** `GlobalAdmin`, `AdminAgent`, `SalesAgent`, `HelpdeskAgent` or `BillingAdmin`, in any casing. */
  @IsOptional()
  @Transform(({ value }) =>
    Array.isArray(value) ? value.map((role: unknown) => toRole(role) ?? role) : (value as unknown),
  )
  @IsArray()
  @ArrayMaxSize(50)
  @IsIn(roles, { each: true })
  roles?: Role[];
}

const tenantIdOfReseller = applyDecorators(
  IsOptional(),
  IsUUID('loose'),
  Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown))),
);

/** Whose users are managed. */
export class ManagedTenantQuery {
  /**
   * A reseller's tenant: for Admin agents of its indirect provider, while it has administrator access to the reseller's
   * work account. Absent: the caller's own tenant.
   */
  @tenantIdOfReseller
  tenantId?: string;
}

/** The change to a user. Only its state can be changed. */
@AsAnswered('userPrincipalName', 'firstName', 'lastName', 'displayName', 'roles')
export class RestoreUserRequest {
  /** `active` restores the user. Absent, as it is for users that were not deleted: nothing changes. */
  @IsOptional()
  @isState
  @IsIn(['active'])
  state?: UserState;
}

export class ListUsersQuery extends UserListQuery {
  /** A reseller's tenant, as in the other operations. */
  @tenantIdOfReseller
  tenantId?: string;
}

export class OneTimeCredentials {
  userName: string;
  /** The one-time password, which has to be changed at the first sign-in. Absent where users sign in at another issuer. */
  password?: string;
}

export class UserResource {
  id: string;
  /** The name that the user signs in with. */
  userPrincipalName: string;
  firstName?: string;
  lastName?: string;
  displayName: string;
  /** For a deleted user: the roles that it had. */
  roles: Role[];
  /** `inactive` for a deleted user. */
  state?: UserState;
  /** When it was deleted. From then on it can be restored for 30 days. */
  softDeletionTime?: Date;
  /** Only in the answer to the creation. */
  userCredentials?: OneTimeCredentials;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** A role in a path, in any casing. */
@Injectable()
export class RolePipe implements PipeTransform<string, Role> {
  transform(value: string): Role {
    const role = toRole(value);
    if (!role) throw invalidArgument(`There is no role ${value.slice(0, 50)}. The roles are ${roles.join(', ')}.`);
    return role;
  }
}

export function toNewUser({ roles: given = [], ...details }: AddUserRequest): Omit<NewUser, 'id' | 'nonce'> {
  return { ...details, roles: [...new Set(given)] };
}

export function toResource(tenant: Tenant, user: User | DeletedUser): UserResource {
  const { id, firstName, lastName } = user;
  return {
    id,
    userPrincipalName: upnOf(tenant, user),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    displayName: displayNameOf(user),
    roles: user.roles as Role[],
    ...('deletedAt' in user && stateOf(user)),
    links: selfLink(`/users/${id}`),
    attributes: { objectType: 'User' },
  };
}

function toRole(given: unknown): Role | undefined {
  return roles.find((role) => role.toLowerCase() === String(given).toLowerCase());
}
