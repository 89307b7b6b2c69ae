import { IsUUID } from 'class-validator';
import { defineEvent } from '../contract.js';

/** A deleted user can be restored no more: whoever knows something of the person forgets it. Its id is never used again. */
export class UserPurgedV1 {
  /** The user's tenant, a GUID. */
  @IsUUID('loose')
  tenantId: string;

  @IsUUID('loose')
  userId: string;
}

export const userPurged = defineEvent({
  name: 'user.purged',
  version: 1,
  service: 'identity',
  payload: UserPurgedV1,
});
