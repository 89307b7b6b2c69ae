import { IsDateString, IsIn, IsOptional, IsUUID } from 'class-validator';

/** `open` until it is `accepted` or `declined`. That it expires is no event: see `expiresAt`. */
export const requestEventStatuses = ['open', 'accepted', 'declined'] as const;

/** A partner's request for a reseller relationship, as it is after the event. Its link is not part of any event. */
export class RelationshipRequestStateV1 {
  @IsUUID('loose')
  requestId: string;

  /** The partner that asks, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** Of a joint request: the indirect provider that the reseller asks for as well. */
  @IsOptional()
  @IsUUID('loose')
  indirectProviderId?: string;

  @IsIn(requestEventStatuses)
  status: (typeof requestEventStatuses)[number];

  /** ISO 8601 in UTC. */
  @IsDateString()
  createdAt: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  expiresAt: string;

  /** The customer that accepted or declined, a GUID. */
  @IsOptional()
  @IsUUID('loose')
  customerId?: string;
}
