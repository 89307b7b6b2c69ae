import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { roles, type Role } from '../role.js';

/** A user of a tenant as everybody may know it. Names, passwords and their hashes stay in the service that owns them. */
export class UserStateV1 {
  /** The user's tenant, a GUID. */
  @IsUUID('loose')
  tenantId: string;

  @IsUUID('loose')
  userId: string;

  /** The name that the user signs in with, such as `ana@contoso.com`. */
  @IsString()
  @MaxLength(320)
  userPrincipalName: string;

  /** All roles that the user holds. */
  @IsIn(roles, { each: true })
  roles: Role[];
}
