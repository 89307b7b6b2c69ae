import { IsIn } from 'class-validator';
import { defineEvent } from '../contract.js';
import { roles, type Role } from './role.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user was given a role. */
export class UserRoleAssignedV1 extends UserStateV1 {
  /** The role that was given. */
  @IsIn(roles)
  role: Role;
}

export const userRoleAssigned = defineEvent({
  name: 'user.role-assigned',
  version: 1,
  service: 'identity',
  payload: UserRoleAssignedV1,
});
