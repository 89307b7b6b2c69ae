import { event, faults, foldedText, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Accepted, type Rejected } from '#lib/decision';
import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { type Qualification } from '#contracts/customers/customer/customer-qualification-changed.v1';
import { type ValidationStatus } from '#contracts/customers/customer/customer-validation-status-changed.v1';
import { type AcceptingContact } from '#contracts/internal/agreements';
import { type Order, type OrderAmendment } from '../order-state/order-state.js';
import { type Subscription } from '../subscription/subscription.js';

/** Ids that a refusal names; its text has an end. */
const NAMED = 10;

/** A tenant that buys, and the partners that it buys from. */
export interface Customer {
  id: string;
  /** `tombstone`: given up before it came to be, or deleted in a sandbox; the id is never used again. */
  status: 'active' | 'tombstone';
  companyName: string;
  /** For searching without regard to case. */
  companyNameFolded: string;
  domain: string;
  country: string;
  cloud: Cloud;
  /** Where the country asks for it. */
  organizationRegistrationNumber?: string;
  billingProfile: BillingProfile;
  relationships: ResellerRelationship[];
  /** Partners whose relationship was removed. */
  formerPartners: string[];
  /** Partners that hold delegated admin privileges, which the end of a relationship does not change. */
  adminPrivileges: string[];
  /** Of all partners, whether active or not. */
  subscriptions: Subscription[];
  /** Accepted orders that are not written yet; see the reservation. */
  reservedOrders: Order[];
  /** Accepted amendments of orders that are not written yet; absent: none. */
  reservedAmendments?: OrderAmendment[];
  /** Consents that wait for the agreement that was accepted with them. The name is the stored one. */
  pendingConnections: PendingConsent[];
  /** What the operator decided on the account; absent until then. */
  validation?: Validation;
  /** What entitles the customer to special offers, the latest last; absent without any. */
  qualifications?: GivenQualification[];
}

export interface Validation {
  status: ValidationStatus;
  updatedAt: Date;
}

export interface GivenQualification {
  qualification: Qualification;
  since: Date;
  /** The code by which Partner Center knows that a government customer is one; it is kept, and not checked. */
  validationCode?: string;
}

export interface ResellerRelationship {
  partnerId: string;
  since: Date;
  /**
   * Partners that the relationship came together with: for a provider the resellers that it sells through, for a reseller
   * its providers. Empty: the customer is a direct one.
   */
  associatedPartnerIds: string[];
  /** Also where partners came together: the customer took this one alone as well, before or after. */
  isDirect?: boolean;
  /** The partner's active subscriptions: while there are any, the relationship cannot be removed. */
  subscriptions: string[];
}

/** A customer's consent to one partner, or to a provider and a reseller together. */
export interface Consent {
  /** The same for a repeat. */
  id: string;
  /** The partner that asked; of a joint request its provider after it. All get their relationships, or none. */
  partnerIds: string[];
  /** The customer's Global admin who accepted. */
  userId: string;
}

/** A consent that waits for the agreement that is accepted in the same step. Nobody sees the relationships until then. */
export interface PendingConsent extends Consent {
  since: Date;
  /** Who accepts the agreement for the customer. */
  contact: AcceptingContact;
}

export interface BillingProfile {
  id: string;
  email: string;
  culture: string;
  language: string;
  companyName: string;
  firstName?: string;
  lastName?: string;
  defaultAddress: Address;
}

export interface Address {
  country: string;
  region?: string;
  city: string;
  state?: string;
  addressLine1: string;
  addressLine2?: string;
  postalCode?: string;
  firstName: string;
  middleName?: string;
  lastName: string;
  phoneNumber?: string;
}

export interface NewCustomer {
  id: string;
  domain: string;
  organizationRegistrationNumber?: string;
  billingProfile: BillingProfile;
  /** The indirect reseller that a provider creates the customer for: both get a relationship. */
  associatedPartnerId?: string;
  /** Whether the partners get no delegated admin privileges, which is what they ask for. */
  withoutAdminPrivileges?: boolean;
}

/** The partner that creates a customer; its customers are in its own cloud. */
export interface CreatingPartner {
  partnerId: string;
  cloud: Cloud;
}

/** Creates a customer together with the relationship of the partner that creates it, and of the reseller that it is for. */
export function createCustomer(
  details: NewCustomer,
  { partnerId, cloud }: CreatingPartner,
  now: Date,
): Accepted<Customer, DomainEvent> {
  const { id, domain, organizationRegistrationNumber, billingProfile, associatedPartnerId } = details;
  const partnerIds = [partnerId, ...(associatedPartnerId ? [associatedPartnerId] : [])];
  const customer: Customer = {
    id,
    status: 'active',
    companyName: billingProfile.companyName,
    companyNameFolded: foldedText(billingProfile.companyName),
    domain,
    country: billingProfile.defaultAddress.country,
    cloud,
    ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
    billingProfile,
    relationships: [
      newRelationship(partnerId, now, associatedPartnerId),
      ...(associatedPartnerId ? [newRelationship(associatedPartnerId, now, partnerId)] : []),
    ],
    formerPartners: [],
    adminPrivileges: details.withoutAdminPrivileges ? [] : partnerIds,
    subscriptions: [],
    reservedOrders: [],
    pendingConnections: [],
  };
  return happened(customer, event(customerCreated, publicState(customer)));
}

/** Gives up the id of a customer that was never written, so that a late write of it fails. */
export function buryCustomer(id: string): Accepted<Customer, DomainEvent> {
  return happened(tombstone(id));
}

/** What is left of a customer that is none, or none any more: its id, and nothing else. */
export function tombstone(id: string): Customer {
  const nowhere = { country: '', city: '', addressLine1: '', firstName: '', lastName: '' };
  return {
    id,
    status: 'tombstone',
    companyName: '',
    companyNameFolded: '',
    domain: '',
    country: '',
    cloud: 'Global',
    billingProfile: { id, email: '', culture: '', language: '', companyName: '', defaultAddress: nowhere },
    relationships: [],
    formerPartners: [],
    adminPrivileges: [],
    subscriptions: [],
    reservedOrders: [],
    pendingConnections: [],
  };
}

function newRelationship(partnerId: string, since: Date, associatedPartnerId?: string): ResellerRelationship {
  return {
    partnerId,
    since,
    subscriptions: [],
    associatedPartnerIds: associatedPartnerId ? [associatedPartnerId] : [],
  };
}

/** The partners that this one has the customer together with: not those that have removed their relationship since. */
export function partnersSharedWith({ relationships }: Customer, partnerId: string): string[] {
  const own = relationships.find((relationship) => relationship.partnerId === partnerId);
  return (own?.associatedPartnerIds ?? []).filter((id) => relationships.some((other) => other.partnerId === id));
}

/** Partner Center asks for all subscriptions to be suspended before. */
export function rejectActive(customerId: string, subscriptions: string[]): Rejected {
  const more = subscriptions.length - NAMED;
  const names = subscriptions.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return reject(
    faults.invalidArgument,
    `You have active subscriptions for the customer: ${names}. Suspend each of them first, by PATCH ` +
      `/v1/customers/${customerId}/subscriptions/{id} {"status": "suspended"}.`,
  );
}

/** Partner Center answers 20002 for a customer that the partner has no relationship with. */
export function rejectStranger(partnerId: string, customerId: string): Rejected {
  return reject(
    faults.noRelationship,
    `The partner id ${partnerId} has no commerce relationship with the customer id ${customerId}.`,
  );
}

/** Partner Center answers 13605, in these words. */
export function rejectUnconfirmed(): Rejected {
  return reject(
    faults.agreementNotConfirmed,
    'Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or ' +
      'the customer must accept the Microsoft Customer Agreement in the Microsoft Admin Center before you can complete this purchase',
  );
}

/** What events tell of a customer. */
export function publicState(customer: Customer): InstanceType<typeof customerCreated.payload> {
  const { id, companyName, domain, country, cloud, relationships } = customer;
  return {
    customerId: id,
    companyName,
    domain,
    country,
    cloud,
    relationships: relationships.map(({ partnerId, since, associatedPartnerIds }) => ({
      partnerId,
      since: since.toISOString(),
      associatedPartnerIds,
    })),
  };
}
