import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user's sign-in name changed, or details that only its tenant knows. */
export class UserChangedV1 extends UserStateV1 {}

export const userChanged = defineEvent({
  name: 'user.changed',
  version: 1,
  service: 'identity',
  payload: UserChangedV1,
});
