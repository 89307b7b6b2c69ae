import { Type } from 'class-transformer';
import { IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { roles, type Role } from './role.js';
import { UserLicenseV1 } from './user-license.v1.js';

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

  /** All licences that the user holds. Older events do not have them. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => UserLicenseV1)
  licenses: UserLicenseV1[] = [];
}
