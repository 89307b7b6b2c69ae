import { Injectable, type PipeTransform } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import { AsAnswered, notFound, ResourceAttributes } from '#lib/partner-api';
import { displayNameOf, upnOf, type Tenant, type User } from '../../tenant/tenant.js';
import { directoryRoles, type DirectoryRole } from './directory-role.js';

export class DirectoryRoleResource {
  /** The same in every tenant, a GUID. */
  id: string;
  /** `Company Administrator`, which is the Global admin, or `Billing Administrator`. */
  name: string;
  attributes: ResourceAttributes;
}

/** The user that is given a role. */
@AsAnswered('displayName', 'userPrincipalName', 'roleId')
export class AddUserMemberRequest {
  /** The user's id. */
  @IsUUID('loose')
  id: string;
}

export class UserMemberResource {
  /** The user's id. */
  id: string;
  displayName: string;
  userPrincipalName: string;
  roleId: string;
  attributes: ResourceAttributes;
}

/** The id of a role in a path, in any casing. */
@Injectable()
export class DirectoryRolePipe implements PipeTransform<string, DirectoryRole> {
  transform(value: string): DirectoryRole {
    const role = directoryRoles.find(({ id }) => id === value.toLowerCase());
    if (role) return role;
    const known = directoryRoles.map(({ id, name }) => `${id} (${name})`).join(' and ');
    throw notFound(`There is no directory role ${value.slice(0, 50)}. The roles of a customer's users are ${known}.`);
  }
}

export function toRoleResource({ id, name }: DirectoryRole): DirectoryRoleResource {
  return { id, name, attributes: { objectType: 'DirectoryRole' } };
}

export function toMemberResource(tenant: Tenant, user: User, { id: roleId }: DirectoryRole): UserMemberResource {
  return {
    id: user.id,
    displayName: displayNameOf(user),
    userPrincipalName: upnOf(tenant, user),
    roleId,
    attributes: { objectType: 'UserMember' },
  };
}
