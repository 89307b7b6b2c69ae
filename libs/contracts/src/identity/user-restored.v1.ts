import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user that was deleted is back, with the roles that it had, and those of its licences for which there were units. */
export class UserRestoredV1 extends UserStateV1 {}

export const userRestored = defineEvent({
  name: 'user.restored',
  version: 1,
  service: 'identity',
  payload: UserRestoredV1,
});
