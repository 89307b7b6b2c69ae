import { event, faults, type Cloud, type DomainEvent, type EventContract, type PartnerStatus } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { happened, nothingHappened, reject, type Accepted, type Rejected } from '#lib/decision';
import { relationshipRequestAccepted } from '#contracts/customers/relationship-request/relationship-request-accepted.v1';
import { relationshipRequestCreated } from '#contracts/customers/relationship-request/relationship-request-created.v1';
import { relationshipRequestDeclined } from '#contracts/customers/relationship-request/relationship-request-declined.v1';
import { type RelationshipRequestStateV1 } from '#contracts/customers/relationship-request/relationship-request-state.v1';
import { type AcceptingContact } from '#contracts/internal/agreements';

/** Who asks a customer for a relationship. */
export interface Asking {
  /** The partner that asks. */
  partnerId: string;
  /** Of a joint request: the indirect provider that the partner, a reseller, asks for as well. */
  indirectProviderId?: string;
}

/** A request by a link that one customer can use once. */
export interface RelationshipRequest extends Asking {
  id: string;
  /** The partner's user who made it. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  /** Of the link's token, which is nowhere stored. */
  tokenHash: string;
  /** `claimed`: a customer has accepted, and its relationships are being written. */
  status: 'open' | 'claimed' | 'accepted' | 'declined';
  claim?: Claim;
}

export interface Claim {
  customerId: string;
  /** The customer's Global admin. */
  userId: string;
  at: Date;
  /** Who accepts the agreement in the same step; forgotten once that is done. */
  contact?: AcceptingContact;
}

/** A company as its owner knows it at this moment. */
export interface CompanyFacts {
  companyName: string;
  country: string;
  cloud: Cloud;
}

/** Who accepts, and what is known of everybody at this moment. */
export interface AcceptanceFacts {
  /** The roles that the user holds now. */
  roles: string[];
  customer: CompanyFacts;
  /** Whether the customer's tenant is a partner itself. */
  isPartner: boolean;
  /** Those that ask; undefined for one that is no partner any more. */
  partners: ((CompanyFacts & { status: PartnerStatus }) | undefined)[];
  /** Of a joint request: whether the two work together. */
  arePartners: boolean;
}

type Happening = Accepted<RelationshipRequest, DomainEvent>;
type Result = Happening | Rejected;

export function createRequest(details: Omit<RelationshipRequest, 'status' | 'claim'>): Happening {
  return changed({ ...details, status: 'open' }, relationshipRequestCreated);
}

/** Everybody that gets a relationship: the partner that asks, and of a joint request its provider. */
export function partnersOf({ partnerId, indirectProviderId }: Asking): string[] {
  return indirectProviderId ? [partnerId, indirectProviderId] : [partnerId];
}

/** Claims the link for a customer. A repeat by the same customer changes nothing. */
export function claimRequest(request: RelationshipRequest, by: Omit<Claim, 'at'>, now: Date): Result {
  if (request.claim?.customerId === by.customerId && request.status !== 'declined') return nothingHappened;
  return linkFault(request, now) ?? happened({ ...request, status: 'claimed', claim: { ...by, at: now } });
}

/** The claim of a request that is not completed yet; undefined if it is another customer's. */
export function claimOf({ status, claim }: RelationshipRequest, customerId: string): Claim | undefined {
  return status === 'claimed' && claim?.customerId === customerId ? claim : undefined;
}

/** The relationships are written: also of a claim that another try of the customer, which failed, has released since. */
export function completeRequest(request: RelationshipRequest, of: Claim): Happening {
  if (request.status !== 'open' && !claimOf(request, of.customerId)) return nothingHappened;
  const { contact: _forgotten, ...claim } = of;
  return changed({ ...request, status: 'accepted', claim }, relationshipRequestAccepted);
}

/** Whether this customer has used the link, and got what it accepted. */
export function isAcceptedBy({ status, claim }: RelationshipRequest, customerId: string): boolean {
  return status === 'accepted' && claim?.customerId === customerId;
}

/** What was accepted could not be written: the link can be used again. A newer claim stays. */
export function releaseRequest({ claim, ...request }: RelationshipRequest, of: Claim): Happening {
  const isOurs = claim?.customerId === of.customerId && claim.at.getTime() === of.at.getTime();
  return request.status === 'claimed' && isOurs ? happened({ ...request, status: 'open' }) : nothingHappened;
}

/** Declines for good. Doing it twice changes nothing. */
export function declineRequest(request: RelationshipRequest, by: Omit<Claim, 'at'>, now: Date): Result {
  if (request.status === 'declined' && request.claim?.customerId === by.customerId) return nothingHappened;
  const fault = linkFault(request, now);
  return fault ?? changed({ ...request, status: 'declined', claim: { ...by, at: now } }, relationshipRequestDeclined);
}

/** Why a link cannot be used; undefined if it can. */
export function linkFault({ status, expiresAt }: RelationshipRequest, now: Date): Rejected | undefined {
  if (status === 'open' && expiresAt > now) return undefined;
  const why =
    status === 'open'
      ? `This link expired at ${expiresAt.toISOString()}.`
      : `This link was used already: its request was ${status === 'declined' ? 'declined' : 'accepted'}.`;
  return reject(faults.linkNotValid, `${why} Ask your partner for a new one.`);
}

/** What keeps a customer from accepting, if anything. */
export function acceptanceFault({
  roles,
  customer,
  isPartner,
  partners,
  arePartners,
}: AcceptanceFacts): Rejected | undefined {
  if (!roles.includes('GlobalAdmin')) {
    return reject(
      faults.roleNotAllowed,
      'Only a Global admin can accept a partner for the company. You do not have this role.',
    );
  }
  if (isPartner) {
    return reject(
      faults.forbidden,
      'Your tenant sells in the CSP program, so it cannot be a customer of another CSP partner. Use another tenant of ' +
        'your company: sign in to that one, and open the link.',
    );
  }
  for (const partner of partners) {
    const fault = partnerFault(partner, customer);
    if (fault) return fault;
  }
  if (arePartners) return undefined;
  return reject(
    faults.programNotActive,
    'The reseller and its indirect provider no longer work together. Ask the reseller for a new link.',
  );
}

function partnerFault(partner: AcceptanceFacts['partners'][number], customer: CompanyFacts): Rejected | undefined {
  if (partner?.status !== 'active') {
    return reject(faults.programNotActive, `${partner?.companyName ?? 'The partner'} program status is not active.`);
  }
  if (partner.cloud !== customer.cloud) {
    return reject(
      faults.wrongEnvironment,
      `Your company is in the cloud ${customer.cloud}, ${partner.companyName} in ${partner.cloud}. A partner and its customer have to be in the same cloud.`,
    );
  }
  if (cspRegionOf(partner.country)?.countries.includes(customer.country)) return undefined;
  return reject(
    faults.countryNotSupported,
    `Partner is not onboarded to sell in country ${customer.country}: ${partner.companyName} sells in its own region, ` +
      `${cspRegionOf(partner.country)?.name ?? partner.country}.`,
  );
}

function changed(request: RelationshipRequest, contract: EventContract<RelationshipRequestStateV1>): Happening {
  return happened(request, event(contract, publicState(request)));
}

/** What everybody may know of a request. */
export function publicState(request: RelationshipRequest): RelationshipRequestStateV1 {
  const { id, partnerId, indirectProviderId, status, createdAt, expiresAt, claim } = request;
  return {
    requestId: id,
    partnerId,
    ...(indirectProviderId && { indirectProviderId }),
    status: status === 'claimed' ? ('accepted' as const) : status,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(claim && { customerId: claim.customerId }),
  };
}
