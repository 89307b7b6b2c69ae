import { IsDateString, IsIn, IsOptional, IsUUID } from 'class-validator';

/** `open` until it is `accepted` or `revoked`. That it expires is no event: see `expiresAt`. */
export const invitationEventStatuses = ['open', 'accepted', 'revoked'] as const;

/** A provider's invitation of a reseller, as it is after the event. Its link is not part of any event. */
export class PartnershipInvitationStateV1 {
  @IsUUID('loose')
  invitationId: string;

  /** The indirect provider that invites, a GUID. */
  @IsUUID('loose')
  providerId: string;

  @IsIn(invitationEventStatuses)
  status: (typeof invitationEventStatuses)[number];

  /** The provider's user who made it, or the application whose platform did, a GUID. */
  @IsUUID('loose')
  createdBy: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  createdAt: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  expiresAt: string;

  /** The reseller that accepted. */
  @IsOptional()
  @IsUUID('loose')
  resellerId?: string;
}
