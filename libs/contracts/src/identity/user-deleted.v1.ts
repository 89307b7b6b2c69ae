import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user was deleted, and not the whole tenant. It holds no roles and no licences any more, and its id is never used again. */
export class UserDeletedV1 extends UserStateV1 {}

export const userDeleted = defineEvent({
  name: 'user.deleted',
  version: 1,
  service: 'identity',
  payload: UserDeletedV1,
});
