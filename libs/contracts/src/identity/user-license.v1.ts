import { IsString, IsUUID, Length } from 'class-validator';

/** A licence that a user holds. */
export class UserLicenseV1 {
  /** The product that it is of, which is the offer that was ordered. */
  @IsString()
  @Length(1, 256)
  skuId: string;

  /** Service plans of the product that the user is not to have, GUIDs. */
  @IsUUID('loose', { each: true })
  excludedPlans: string[];
}
