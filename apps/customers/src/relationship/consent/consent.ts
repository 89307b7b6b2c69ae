import { event, faults, foldedText, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Rejected } from '#lib/decision';
import { customerRelationshipEstablished } from '#contracts/customers/customer/customer-relationship-established.v1';
import { type AcceptingContact } from '#contracts/internal/agreements';
import {
  publicState,
  tombstone,
  type Consent,
  type Customer,
  type ResellerRelationship,
} from '../../account/customer/customer.js';

/** What identity says of the tenant that accepts. */
export interface AcceptingTenant {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
  /** The accepting user's, for the billing profile of a tenant that had no partner before. */
  email: string;
  /** The usual one of its country, such as `en-US`. */
  culture: string;
}

type Happening = Accepted<Customer, DomainEvent>;
type Result = Happening | Rejected;

/**
 * Gives the partners their relationships, and the one that asked the admin privileges: its provider places the orders.
 * Where they have it all, nothing is changed.
 */
export function connect(known: Customer | undefined, tenant: AcceptingTenant, consent: Consent, now: Date): Result {
  if (known && known.status !== 'active') return rejectDeleted(tenant.id);
  const customer = known ?? customerOf(tenant);
  const next = connected(customer, consent.partnerIds, now);
  if (isSame(customer, next)) return nothingHappened;
  return established(next, consent);
}

/** The same, once the agreement is accepted: until then the relationships are visible to nobody. */
export function prepareConsent(
  known: Customer | undefined,
  tenant: AcceptingTenant,
  consent: Consent,
  contact: AcceptingContact,
  now: Date,
): Result {
  if (known && known.status !== 'active') return rejectDeleted(tenant.id);
  const customer = known ?? customerOf(tenant);
  if (customer.pendingConnections.some(({ id }) => id === consent.id)) return nothingHappened;
  const pending = { ...consent, contact, since: now };
  return happened({ ...customer, pendingConnections: [...customer.pendingConnections, pending] });
}

/** The agreement is accepted. */
export function confirmConsent(customer: Customer, id: string, now: Date): Happening {
  const pending = customer.pendingConnections.find((one) => one.id === id);
  if (!pending) return nothingHappened;
  const settled = withoutPending(customer, id);
  const next = connected(settled, pending.partnerIds, now);
  return isSame(settled, next) ? happened(settled) : established(next, pending);
}

/** The agreement cannot be accepted by the customer, or the partners do not work together any more. */
export function dropConsent(customer: Customer, id: string): Happening {
  return customer.pendingConnections.some((one) => one.id === id)
    ? happened(withoutPending(customer, id))
    : nothingHappened;
}

/** Whether the customer has these partners, together. */
export function isConnected(customer: Customer | undefined, partnerIds: string[]): boolean {
  return partnerIds.every((partnerId) => {
    const relationship = customer?.relationships.find((one) => one.partnerId === partnerId);
    const others = partnerIds.filter((other) => other !== partnerId);
    return relationship && others.every((other) => relationship.associatedPartnerIds.includes(other));
  });
}

function established(customer: Customer, { id, partnerIds, userId }: Consent): Happening {
  return happened(
    customer,
    event(customerRelationshipEstablished, {
      ...publicState(customer),
      partnerIds,
      requestId: id,
      acceptedBy: `${customer.id}/${userId}`,
    }),
  );
}

function connected(customer: Customer, partnerIds: string[], now: Date): Customer {
  const relationships = [...customer.relationships];
  for (const partnerId of partnerIds) {
    const others = partnerIds.filter((other) => other !== partnerId);
    const index = relationships.findIndex((relationship) => relationship.partnerId === partnerId);
    const found = relationships[index];
    const next: ResellerRelationship = found
      ? joined(found, others)
      : { partnerId, since: now, associatedPartnerIds: others, subscriptions: [] };
    if (found) relationships[index] = next;
    else relationships.push(next);
  }
  return {
    ...customer,
    relationships,
    formerPartners: customer.formerPartners.filter((partnerId) => !partnerIds.includes(partnerId)),
    adminPrivileges: [...new Set([...customer.adminPrivileges, ...partnerIds.slice(0, 1)])],
  };
}

/** Who was taken alone once, before these others or now, sells to the customer directly as well. */
function joined(known: ResellerRelationship, others: string[]): ResellerRelationship {
  const associatedPartnerIds = [...new Set([...known.associatedPartnerIds, ...others])];
  const wasAlone = known.associatedPartnerIds.length === 0 || others.length === 0;
  return { ...known, associatedPartnerIds, ...(wasAlone && associatedPartnerIds.length > 0 && { isDirect: true }) };
}

/** Relationships, their associations and privileges only ever grow by a consent. */
function isSame(one: Customer, other: Customer): boolean {
  const size = ({ relationships, adminPrivileges }: Customer): number[] => [
    relationships.length,
    adminPrivileges.length,
    ...relationships.map(({ associatedPartnerIds, isDirect }) => associatedPartnerIds.length + (isDirect ? 1 : 0)),
  ];
  return size(one).join() === size(other).join();
}

function withoutPending(customer: Customer, id: string): Customer {
  return { ...customer, pendingConnections: customer.pendingConnections.filter((one) => one.id !== id) };
}

/** A tenant that had no partner here before. Its partner completes the billing profile. */
function customerOf({ id, companyName, domain, country, cloud, email, culture }: AcceptingTenant): Customer {
  const language = culture.split('-')[0] as string;
  return {
    ...tombstone(id),
    status: 'active',
    companyName,
    companyNameFolded: foldedText(companyName),
    domain,
    country,
    cloud,
    billingProfile: {
      id,
      email,
      culture,
      language,
      companyName,
      defaultAddress: { country, city: '', addressLine1: '', firstName: '', lastName: '' },
    },
  };
}

function rejectDeleted(tenantId: string): Rejected {
  return reject(faults.conflict, `The customer ${tenantId} was deleted, and its id is never used again.`);
}
