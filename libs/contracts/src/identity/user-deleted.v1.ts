import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/**
 * A user was deleted, but not its tenant. It no longer holds roles or licences. For a time it can be restored
 * (`user.restored`); after that `user.purged` follows.
 */
export class UserDeletedV1 extends UserStateV1 {}

export const userDeleted = defineEvent({
  name: 'user.deleted',
  version: 1,
  service: 'identity',
  payload: UserDeletedV1,
});
