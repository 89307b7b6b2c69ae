import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/**
 * A user was deleted, but not its tenant. It holds no roles and no licences any more. For a time it can be restored,
 * which `user.restored` tells; then `user.purged` does.
 */
export class UserDeletedV1 extends UserStateV1 {}

export const userDeleted = defineEvent({
  name: 'user.deleted',
  version: 1,
  service: 'identity',
  payload: UserDeletedV1,
});
