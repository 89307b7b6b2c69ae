import { IsIn } from 'class-validator';
import { defineEvent } from '../contract.js';
import { roles, type Role } from './role.js';
import { UserStateV1 } from './user-state.v1.js';

/** A role was taken from a user. */
export class UserRoleRemovedV1 extends UserStateV1 {
  /** The role that was taken. */
  @IsIn(roles)
  role: Role;
}

export const userRoleRemoved = defineEvent({
  name: 'user.role-removed',
  version: 1,
  service: 'identity',
  payload: UserRoleRemovedV1,
});
