import { IsString, Length } from 'class-validator';
import { defineEvent } from '../contract.js';
import { UserStateV1 } from './user-state.v1.js';

/** A user was given licences, or other service plans of one that it holds, or licences were taken from it. */
export class UserLicensesChangedV1 extends UserStateV1 {
  /** The products of the licences that were given or changed. */
  @IsString({ each: true })
  @Length(1, 256, { each: true })
  assigned: string[];

  /** The products of the licences that were taken. */
  @IsString({ each: true })
  @Length(1, 256, { each: true })
  removed: string[];
}

export const userLicensesChanged = defineEvent({
  name: 'user.licenses-changed',
  version: 1,
  service: 'identity',
  payload: UserLicensesChangedV1,
});
