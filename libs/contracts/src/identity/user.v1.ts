import { IsDateString, IsOptional } from 'class-validator';
import { defineState } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user of a tenant as it is now, for as long as it can sign in or be restored. */
export class UserV1 extends UserStateV1 {
  /** When it was deleted, ISO 8601 in UTC; absent: it was not. Until it is restored it has no roles and no licences. */
  @IsOptional()
  @IsDateString()
  deletedAt?: string;
}

export const userState = defineState({
  name: 'user.state',
  version: 1,
  service: 'identity',
  payload: UserV1,
  key: 'userId',
});
