import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDateString,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** `active`: the provider may order for shared customers. `ended`: nothing new is begun together. */
export const partnershipStatuses = ['active', 'ended'] as const;
export type PartnershipStatus = (typeof partnershipStatuses)[number];

/** A user of one of the two partners. */
export class PartnerUserV1 {
  /** The user's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** Or the application whose platform sent the command, a GUID. */
  @IsUUID('loose')
  userId: string;
}

/** What is known of a partnership. */
export class PartnershipV1Parts {
  /** A GUID that follows from the two partners. It stays the same if their partnership ends and begins again. */
  @IsUUID('loose')
  partnershipId: string;

  /** The indirect provider's tenant, a GUID. */
  @IsUUID('loose')
  providerId: string;

  /** The indirect reseller's tenant, a GUID. */
  @IsUUID('loose')
  resellerId: string;

  @IsIn(partnershipStatuses)
  status: PartnershipStatus;

  /** When the reseller authorised the provider, ISO 8601 in UTC; the last time, if it did so more than once. */
  @IsDateString()
  since: string;

  /** Whether the provider's Admin agents have administrator access to the reseller's work account. */
  @IsBoolean()
  adminAccess: boolean;

  /** The invitation that was accepted. */
  @IsUUID('loose')
  invitationId: string;

  /** ISO 8601 in UTC; present once it has ended. */
  @IsOptional()
  @IsDateString()
  endedAt?: string;

  /** Why it ended, in the words of the partner that ended it. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** A partnership between an indirect provider and an indirect reseller, as it is after the event. */
export class PartnershipStateV1 extends PartnershipV1Parts {
  /** Who caused this event. */
  @ValidateNested()
  @Type(() => PartnerUserV1)
  changedBy: PartnerUserV1;
}
