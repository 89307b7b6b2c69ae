import { event, type DomainEvent, type EventContract } from '#lib/contracts';
import { happened, nothingHappened, type Decision } from '#lib/decision';
import { partnershipAdminAccessGranted } from '#contracts/relationships/partnership-admin-access-granted.v1';
import { partnershipAdminAccessRemoved } from '#contracts/relationships/partnership-admin-access-removed.v1';
import { partnershipEnded } from '#contracts/relationships/partnership-ended.v1';
import { partnershipEstablished } from '#contracts/relationships/partnership-established.v1';
import { type PartnershipStateV1, type PartnershipStatus } from '#contracts/relationships/partnership-state.v1';

/** That a reseller has authorised a provider. Two partners have one, which can end and begin anew. */
export interface Partnership {
  /** Follows from the two partners. */
  id: string;
  providerId: string;
  resellerId: string;
  status: PartnershipStatus;
  /** When the reseller authorised the provider; the last time, if it did so more than once. */
  since: Date;
  /** Whether the provider's Admin agents may manage the reseller's work account. */
  adminAccess: boolean;
  /** When the reseller took that access away; absent while it is granted, and once the partnership has ended. */
  adminAccessRemovedAt?: Date;
  /** The invitation that was accepted. */
  invitationId: string;
  end?: End;
}

export interface End {
  at: Date;
  by: PartnerUser;
  /** In the words of who ended it. */
  reason?: string;
}

/** A user of one of the two partners. */
export interface PartnerUser {
  partnerId: string;
  userId: string;
}

/** A reseller's consent to an invitation. */
export interface Authorisation {
  /** Of the partnership. */
  id: string;
  providerId: string;
  resellerId: string;
  invitationId: string;
  /** The reseller's Global admin. */
  userId: string;
  /** When the reseller claimed the invitation's link. */
  claimedAt: Date;
}

/**
 * Makes the partnership active and gives the provider administrator access, also where one of the two had been taken
 * back. What was taken back after the claim stays so: a claim that a crash left unfinished does not undo it.
 */
export function establish(
  known: Partnership | undefined,
  authorisation: Authorisation,
  now: Date,
): Decision<Partnership, DomainEvent> {
  const { claimedAt, userId, ...parts } = authorisation;
  const by = { partnerId: authorisation.resellerId, userId };
  if (known?.status === 'active') {
    const { adminAccessRemovedAt, ...partnership } = known;
    if (known.adminAccess || (adminAccessRemovedAt && adminAccessRemovedAt >= claimedAt)) return nothingHappened;
    return changed({ ...partnership, adminAccess: true }, partnershipAdminAccessGranted, by);
  }
  if (known?.end && known.end.at >= claimedAt) return nothingHappened;
  return changed({ ...parts, status: 'active', since: now, adminAccess: true }, partnershipEstablished, by);
}

/** Ends the partnership, and with it the administrator access. Ending it twice changes nothing. */
export function endPartnership(
  partnership: Partnership,
  by: PartnerUser,
  reason: string | undefined,
  now: Date,
): Decision<Partnership, DomainEvent> {
  if (partnership.status === 'ended') return nothingHappened;
  const end: End = { at: now, by, ...(reason && { reason }) };
  const { adminAccessRemovedAt: _before, ...known } = partnership;
  return changed({ ...known, status: 'ended', adminAccess: false, end }, partnershipEnded, by);
}

/** Takes the provider's administrator access away; the partnership stays. Taking it twice changes nothing. */
export function removeAdminAccess(
  partnership: Partnership,
  by: PartnerUser,
  now: Date,
): Decision<Partnership, DomainEvent> {
  if (!partnership.adminAccess) return nothingHappened;
  const next = { ...partnership, adminAccess: false, adminAccessRemovedAt: now };
  return changed(next, partnershipAdminAccessRemoved, by);
}

/** The other one of the two. */
export function counterpartOf({ providerId, resellerId }: Partnership, partnerId: string): string {
  return partnerId === providerId ? resellerId : providerId;
}

function changed(
  partnership: Partnership,
  contract: EventContract<PartnershipStateV1>,
  changedBy: PartnerUser,
): Decision<Partnership, DomainEvent> {
  const { id, providerId, resellerId, status, since, adminAccess, invitationId, end } = partnership;
  const data = {
    ...{ partnershipId: id, providerId, resellerId, status, since: since.toISOString(), adminAccess, invitationId },
    changedBy,
    ...(end && { endedAt: end.at.toISOString(), ...(end.reason && { reason: end.reason }) }),
  };
  return happened(partnership, event(contract, data));
}
