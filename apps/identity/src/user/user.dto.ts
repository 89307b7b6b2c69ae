import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { Transform } from 'class-transformer';
import { roles, type Role } from '#lib/contracts';
import { invalidArgument, ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import { upnOf, type Tenant, type User } from '../tenant/tenant.js';
import { IsUserName } from './user-name.js';
import { type NewUser } from './user.js';

/** A user to be added to the caller's tenant. */
export class AddUserRequest {
  @IsString()
  @Length(1, 50)
  firstName: string;

  @IsString()
  @Length(1, 50)
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

export class ListUsersQuery extends SeekQuery {
  /** As elsewhere: a reseller's tenant. */
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
  roles: Role[];
  /** In the answer to the creation alone. */
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

export function toResource(tenant: Tenant, user: User): UserResource {
  const { id, firstName, lastName } = user;
  return {
    ...{ id, userPrincipalName: upnOf(tenant, user) },
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    displayName: [firstName, lastName].filter(Boolean).join(' ') || user.userName,
    roles: user.roles as Role[],
    links: selfLink(`/users/${id}`),
    attributes: { objectType: 'User' },
  };
}

function toRole(given: unknown): Role | undefined {
  return roles.find((role) => role.toLowerCase() === String(given).toLowerCase());
}
