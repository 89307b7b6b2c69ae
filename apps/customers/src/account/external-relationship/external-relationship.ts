import { event, faults, foldedText, type Cloud, type DomainEvent, type PartnerStatus } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Rejected } from '#lib/decision';
import {
  externalRelationshipEnded,
  type externalEndReasons,
} from '#contracts/customers/platforms/external-relationship-ended.v1';
import { externalRelationshipRecorded } from '#contracts/customers/platforms/external-relationship-recorded.v1';
import { type ExternalRelationshipStateV1 } from '#contracts/customers/platforms/external-relationship-state.v1';
import { sellingFault } from '../selling/selling.js';

/**
 * A customer that a partner has through another portal, in the words of that partner's platform. The customer has accepted
 * nothing here, so it allows nothing: it is a line in the partner's list.
 */
export interface ExternalRelationship extends ExternalDetails {
  /** `<partner id>/<customer id>` */
  id: string;
  partnerId: string;
  customerId: string;
  /** `ended`: the customer accepted the partner here, or the partner removed it; or nobody has told of it yet. */
  status: 'recorded' | 'ended';
  /** For searching without regard to case. */
  companyNameFolded: string;
  recordedAt: Date;
  /** When that was so by the word of who told it: older word does not replace newer. */
  toldAt: Date;
}

export interface ExternalDetails {
  companyName: string;
  domain: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  cloud: Cloud;
}

/** What is known of everybody at this moment. */
export interface RecordingFacts {
  customerId: string;
  /** Undefined: the source speaks for a tenant that is no partner. */
  partner: { country: string; cloud: Cloud; status: PartnerStatus } | undefined;
  customer: Pick<ExternalDetails, 'country' | 'cloud'>;
  /** Whether the customer's tenant is a partner itself. */
  isPartner: boolean;
  /** Whether it was a customer here that has been deleted. */
  isDeleted: boolean;
}

type Result = Accepted<ExternalRelationship, DomainEvent>;

/** What there is before anybody has told of it. */
export function unrecorded(partnerId: string, customerId: string): ExternalRelationship {
  const never = new Date(0);
  return {
    id: externalRelationshipId(partnerId, customerId),
    partnerId,
    customerId,
    status: 'ended',
    companyName: '',
    companyNameFolded: '',
    domain: '',
    country: '',
    cloud: 'Global',
    recordedAt: never,
    toldAt: never,
  };
}

export function externalRelationshipId(partnerId: string, customerId: string): string {
  return `${partnerId}/${customerId}`;
}

/** Why a partner cannot have the customer, as it could not if the customer accepted it here; undefined if it can. */
export function recordingFault({
  customerId,
  partner,
  customer,
  isPartner,
  isDeleted,
}: RecordingFacts): Rejected | undefined {
  if (partner?.status !== 'active') {
    return reject(faults.programNotActive, 'The tenant that this source speaks for is not an active partner.');
  }
  if (isPartner) {
    return reject(
      faults.forbidden,
      `The tenant ${customerId} sells in the CSP program, so it cannot be a customer of another CSP partner. Name another ` +
        'tenant of the company.',
    );
  }
  if (isDeleted)
    return reject(faults.conflict, `The customer ${customerId} was deleted, and its id is never used again.`);
  if (customer.cloud !== partner.cloud) {
    return reject(
      faults.wrongEnvironment,
      `The customer is in the cloud ${customer.cloud}, your company in ${partner.cloud}. A partner and its customer have to be in the same cloud.`,
    );
  }
  return sellingFault(partner.country, customer.country, {});
}

/** The partner's platform tells of the customer. What is so already, or was told later, changes nothing. */
export function recordRelationship(
  known: ExternalRelationship,
  { companyName, domain, country, cloud }: ExternalDetails,
  told: Date,
  now: Date,
): Result {
  // A clock that is fast must not keep out what is told later.
  const toldAt = told > now ? now : told;
  if (toldAt < known.toldAt) return nothingHappened;
  const details = { companyName, domain, country, cloud };
  if (known.status === 'recorded' && isSame(known, details)) return nothingHappened;
  const next: ExternalRelationship = {
    ...known,
    ...details,
    companyNameFolded: foldedText(companyName),
    status: 'recorded',
    recordedAt: now,
    toldAt,
  };
  return happened(next, event(externalRelationshipRecorded, publicState(next)));
}

/** It leaves the partner's list. Ending it twice changes nothing. */
export function endRelationship(
  known: ExternalRelationship,
  reason: (typeof externalEndReasons)[number],
  now: Date,
): Result {
  if (known.status === 'ended') return nothingHappened;
  const told = { ...publicState(known), reason, endedAt: now.toISOString() };
  return happened({ ...known, status: 'ended' }, event(externalRelationshipEnded, told));
}

function isSame(one: ExternalDetails, other: ExternalDetails): boolean {
  return (
    one.companyName === other.companyName &&
    one.domain === other.domain &&
    one.country === other.country &&
    one.cloud === other.cloud
  );
}

/** What everybody may know of what a platform has told. */
export function publicState(relationship: ExternalRelationship): ExternalRelationshipStateV1 {
  const { partnerId, customerId, companyName, domain, country, cloud, recordedAt } = relationship;
  return { partnerId, customerId, companyName, domain, country, cloud, recordedAt: recordedAt.toISOString() };
}
