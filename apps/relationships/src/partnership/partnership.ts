import { event, type DomainEvent, type EventContract } from '#lib/contracts';
import { happened, nothingHappened, type Accepted } from '#lib/decision';
import { partnershipAdminAccessGranted } from '#contracts/relationships/partnership-admin-access-granted.v1';
import { partnershipAdminAccessRemoved } from '#contracts/relationships/partnership-admin-access-removed.v1';
import { partnershipEnded } from '#contracts/relationships/partnership-ended.v1';
import { partnershipEstablished } from '#contracts/relationships/partnership-established.v1';
import { type PartnershipV1 } from '#contracts/relationships/partnership.v1';
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
  takenBack?: TakenBack;
  /** The invitation that was accepted. */
  invitationId: string;
  end?: End;
}

/**
 * When each was last taken back, also if there was nothing left to take. The times only ever grow, so that two that are the
 * same mean that nothing was taken back in between. They are never compared with a time of another document.
 */
export interface TakenBack {
  partnership?: Date;
  adminAccess?: Date;
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
  /** What had been taken back when the reseller claimed the invitation's link. */
  takenBackBefore?: TakenBack;
}

/**
 * Makes the partnership active and gives the provider administrator access, also where one of the two had been taken
 * back. What was taken back after the claim stays so: a claim that a crash left unfinished does not undo it.
 */
export function establish(
  known: Partnership | undefined,
  authorisation: Authorisation,
  now: Date,
): Accepted<Partnership, DomainEvent> {
  const { takenBackBefore, userId, ...parts } = authorisation;
  const by = { partnerId: authorisation.resellerId, userId };
  const takenBack = known?.takenBack;
  const gives = (what: keyof TakenBack): boolean => takenBack?.[what]?.getTime() === takenBackBefore?.[what]?.getTime();
  if (known?.status === 'active') {
    if (known.adminAccess || !gives('adminAccess')) return nothingHappened;
    return changed({ ...known, adminAccess: true }, partnershipAdminAccessGranted, by);
  }
  if (!gives('partnership')) return nothingHappened;
  const adminAccess = gives('adminAccess');
  const next = { ...parts, status: 'active' as const, since: now, adminAccess, ...(takenBack && { takenBack }) };
  return changed(next, partnershipEstablished, by);
}

/** Ends the partnership, and with it the administrator access. Ending it again is told to nobody: the first end stays. */
export function endPartnership(
  partnership: Partnership,
  by: PartnerUser,
  reason: string | undefined,
  now: Date,
): Accepted<Partnership, DomainEvent> {
  const next = { ...partnership, takenBack: takenBackOnce(partnership, 'partnership', now) };
  if (partnership.status === 'ended') return happened(next);
  const end: End = { at: now, by, ...(reason && { reason }) };
  return changed({ ...next, status: 'ended', adminAccess: false, end }, partnershipEnded, by);
}

/** Takes the provider's administrator access away; the partnership stays. Taking it again is told to nobody. */
export function removeAdminAccess(
  partnership: Partnership,
  by: PartnerUser,
  now: Date,
): Accepted<Partnership, DomainEvent> {
  const next = { ...partnership, takenBack: takenBackOnce(partnership, 'adminAccess', now) };
  if (!partnership.adminAccess) return happened(next);
  return changed({ ...next, adminAccess: false }, partnershipAdminAccessRemoved, by);
}

/** The other one of the two. */
export function counterpartOf({ providerId, resellerId }: Partnership, partnerId: string): string {
  return partnerId === providerId ? resellerId : providerId;
}

/** Later than the last time, whatever the clock of this instance says. */
function takenBackOnce({ takenBack }: Partnership, what: keyof TakenBack, now: Date): TakenBack {
  const last = takenBack?.[what];
  return { ...takenBack, [what]: last && last >= now ? new Date(last.getTime() + 1) : now };
}

function changed(
  partnership: Partnership,
  contract: EventContract<PartnershipStateV1>,
  changedBy: PartnerUser,
): Accepted<Partnership, DomainEvent> {
  return happened(partnership, event(contract, { ...publicState(partnership), changedBy }));
}

/** What everybody may know of a partnership. */
export function publicState(partnership: Partnership): PartnershipV1 {
  const { id, providerId, resellerId, status, since, adminAccess, invitationId, end } = partnership;
  return {
    partnershipId: id,
    providerId,
    resellerId,
    status,
    since: since.toISOString(),
    adminAccess,
    invitationId,
    ...(end && { endedAt: end.at.toISOString(), ...(end.reason && { reason: end.reason }) }),
  };
}
