import {
  event,
  faults,
  type Cloud,
  type DomainEvent,
  type EventContract,
  type PartnerStatus,
  type PartnerType,
} from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { happened, nothingHappened, reject, type Accepted, type Rejected } from '#lib/decision';
import { partnershipInvitationAccepted } from '#contracts/relationships/partnership-invitation-accepted.v1';
import { partnershipInvitationCreated } from '#contracts/relationships/partnership-invitation-created.v1';
import { partnershipInvitationMailRequested } from '#contracts/relationships/partnership-invitation-mail-requested.v1';
import { partnershipInvitationRevoked } from '#contracts/relationships/partnership-invitation-revoked.v1';
import { type PartnershipInvitationStateV1 } from '#contracts/relationships/partnership-invitation-state.v1';
import { type TakenBack } from '../partnership/partnership.js';

/** Mails of one invitation that the platform sends at most. */
export const MAX_MAILS = 5;

/** Mails that one provider has the platform send to one address within a day, by whichever invitation. */
export const MAX_MAILS_TO_ONE_ADDRESS = 3;

/** Mails that one provider has the platform send within a day. */
export const MAX_MAILS_A_DAY = 100;

/** A provider's request to be authorised, by a link that one reseller can use once. */
export interface Invitation {
  id: string;
  providerId: string;
  /** The provider's user who made it. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  /** Of the link's token, which is nowhere stored. */
  tokenHash: string;
  /** `claimed`: a reseller has accepted, and the partnership is being written. */
  status: 'open' | 'revoked' | 'claimed' | 'accepted';
  claim?: Claim;
  mails: InvitationMail[];
}

export interface Claim {
  resellerId: string;
  /** The Global admin who accepted. */
  userId: string;
  at: Date;
  /** What the two companies had taken back from each other by then. */
  takenBackBefore?: TakenBack;
}

/** A mail with the link that the provider asked the platform to send, in the platform's words. */
export interface InvitationMail {
  id: string;
  email: string;
  name?: string;
  /** A paragraph in the provider's own words, which the mail marks as such. */
  message?: string;
}

/** What a provider sees of an invitation. */
export const invitationStatuses = ['open', 'accepted', 'revoked', 'expired'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/** A partner as its owner knows it at this moment. */
export interface PartnerFacts {
  companyName: string;
  partnerType: PartnerType;
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
}

/** Who accepts, having ticked the consent, and what is known of the two companies at this moment. */
export interface Acceptance {
  tenantId: string;
  userId: string;
  /** The roles that the user holds now. */
  roles: string[];
  /** Undefined: the tenant is no partner. */
  reseller?: PartnerFacts;
  provider?: PartnerFacts;
  /** Whether a partner has a reseller relationship with the tenant. */
  isCustomer: boolean;
  /** What the two have taken back from each other, if they were partners before. */
  takenBack?: TakenBack;
}

type Happening = Accepted<Invitation, DomainEvent>;
type Result = Happening | Rejected;

export function createInvitation(details: Omit<Invitation, 'status' | 'claim' | 'mails'>): Happening {
  return changed({ ...details, status: 'open', mails: [] }, partnershipInvitationCreated);
}

export function statusOf({ status, expiresAt }: Invitation, now: Date): InvitationStatus {
  if (status === 'open') return expiresAt > now ? 'open' : 'expired';
  return status === 'claimed' ? 'accepted' : status;
}

/** Takes the link back. Doing it twice changes nothing. */
export function revokeInvitation(invitation: Invitation): Result {
  if (invitation.status === 'revoked') return nothingHappened;
  if (invitation.claim) {
    return reject(
      faults.conflict,
      'The invitation was accepted. To end the partnership, send DELETE /v1/partnerships/{partnerId}.',
    );
  }
  return changed({ ...invitation, status: 'revoked' }, partnershipInvitationRevoked);
}

/** Has the link mailed. */
export function requestMail(invitation: Invitation, mail: InvitationMail, now: Date): Result {
  if (invitation.mails.some(({ id }) => id === mail.id)) return nothingHappened;
  const status = statusOf(invitation, now);
  if (status !== 'open') {
    return reject(faults.conflict, `The invitation is ${status}: its link cannot be used. Create a new one.`);
  }
  if (invitation.mails.length >= MAX_MAILS) {
    return reject(
      faults.tooManyRequests,
      `An invitation is mailed at most ${MAX_MAILS} times. Send the link yourself, or create a new invitation.`,
    );
  }
  const next = { ...invitation, mails: [...invitation.mails, mail] };
  return happened(next, event(partnershipInvitationMailRequested, { ...publicState(next), mailId: mail.id }));
}

/** Claims the link for a reseller, which makes the acceptance certain. A repeat by the same reseller changes nothing. */
export function claimInvitation(invitation: Invitation, acceptance: Acceptance, now: Date): Result {
  const { tenantId: resellerId, userId, takenBack } = acceptance;
  if (resellerId === invitation.providerId) return rejectOwn();
  if (invitation.claim?.resellerId === resellerId) return nothingHappened;
  const fault = linkFault(invitation, now) ?? partnersFault(acceptance);
  if (fault) return fault;
  const claim: Claim = { resellerId, userId, at: now, ...(takenBack && { takenBackBefore: takenBack }) };
  return happened({ ...invitation, status: 'claimed', claim });
}

/** The partnership is written. */
export function completeInvitation(invitation: Invitation): Happening {
  if (invitation.status !== 'claimed') return nothingHappened;
  return changed({ ...invitation, status: 'accepted' }, partnershipInvitationAccepted);
}

/** Why a link cannot be used; undefined if it can. */
export function linkFault(invitation: Invitation, now: Date): Rejected | undefined {
  const status = statusOf(invitation, now);
  if (status === 'open') return undefined;
  const why = {
    accepted: 'This link was used already, and it works only once.',
    revoked: 'The provider has taken this invitation back.',
    expired: `This link expired at ${invitation.expiresAt.toISOString()}.`,
  }[status];
  return reject(faults.linkNotValid, `${why} Ask the provider for a new invitation.`);
}

/** What keeps two companies from working together. */
function partnersFault({ roles, reseller, provider, isCustomer }: Acceptance): Rejected | undefined {
  if (!roles.includes('GlobalAdmin')) {
    return reject(
      faults.roleNotAllowed,
      'Only a Global admin can authorise an indirect provider. You do not have this role.',
    );
  }
  if (!reseller) {
    return reject(
      faults.forbidden,
      'Your company is not an indirect reseller yet. Enrol by POST /v1/enrollments; the link can be used afterwards.',
    );
  }
  if (reseller.partnerType !== 'indirect-reseller') {
    return reject(
      faults.roleNotAllowed,
      `Only an indirect reseller can authorise an indirect provider; your company is a partner of type ${reseller.partnerType}.`,
    );
  }
  if (reseller.status !== 'active') {
    return reject(faults.programNotActive, `${reseller.companyName} program status is not active.`);
  }
  if (provider?.partnerType !== 'indirect-provider' || provider.status !== 'active') {
    return reject(faults.programNotActive, `${provider?.companyName ?? 'The provider'} program status is not active.`);
  }
  return environmentFault(reseller, provider) ?? (isCustomer ? rejectCustomer() : undefined);
}

/** Nothing crosses national clouds, and partners work together within their CSP region alone. */
function environmentFault(reseller: PartnerFacts, provider: PartnerFacts): Rejected | undefined {
  if (reseller.cloud !== provider.cloud) {
    return reject(
      faults.wrongEnvironment,
      `Your company is in the cloud ${reseller.cloud}, ${provider.companyName} in ${provider.cloud}. A provider and its reseller have to be in the same cloud.`,
    );
  }
  const [own, other] = [cspRegionOf(reseller.country), cspRegionOf(provider.country)];
  if (own && own.id === other?.id) return undefined;
  return reject(
    faults.regionNotTheSame,
    `Your company is in the CSP region ${own?.name ?? reseller.country}, ${provider.companyName} in ` +
      `${other?.name ?? provider.country}. Choose a provider of your own region: GET /v1/providers lists them.`,
  );
}

function rejectOwn(): Rejected {
  return reject(faults.forbidden, 'This is an invitation of your own company. Send its link to the reseller.');
}

/** A partner's transaction tenant buys from no other partner. */
function rejectCustomer(): Rejected {
  return reject(
    faults.conflict,
    'Your tenant is a customer of a CSP partner, and a tenant that sells in CSP cannot be one. Have that relationship removed first.',
  );
}

function changed(invitation: Invitation, contract: EventContract<PartnershipInvitationStateV1>): Happening {
  return happened(invitation, event(contract, publicState(invitation)));
}

/** What everybody may know of an invitation. */
export function publicState(invitation: Invitation): PartnershipInvitationStateV1 {
  const { id, providerId, status, createdBy, createdAt, expiresAt, claim } = invitation;
  return {
    invitationId: id,
    providerId,
    status: status === 'claimed' ? 'accepted' : status,
    createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(claim && { resellerId: claim.resellerId }),
  };
}
