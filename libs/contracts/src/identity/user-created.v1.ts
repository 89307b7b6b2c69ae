import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A tenant has a new user. */
export class UserCreatedV1 extends UserStateV1 {}

export const userCreated = defineEvent({
  name: 'user.created',
  version: 1,
  service: 'identity',
  payload: UserCreatedV1,
});
