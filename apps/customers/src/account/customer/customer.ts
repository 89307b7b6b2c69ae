import { event, faults, foldedText, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { customerCreated } from '#contracts/customers/customer-created.v1';
import { type Qualification } from '#contracts/customers/customer-qualification-changed.v1';
import { type ValidationStatus } from '#contracts/customers/customer-validation-status-changed.v1';
import { type Order, type OrderAmendment, type OrderLineItem } from '../../ordering/order/order.js';
import { subscriptionsAfter, type Subscription } from '../subscription/subscription.js';

/** Subscriptions that one partner can have for one customer: they are all in the customer's document. */
const MAX_SUBSCRIPTIONS = 1_000;

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
  /** Accepted orders that are not written yet; see `reserveOrder`. */
  reservedOrders: Order[];
  /** Accepted amendments of orders that are not written yet; absent: none. */
  reservedAmendments?: OrderAmendment[];
  /** Relationships that the customer accepted together with the agreement, until that is accepted. */
  pendingConnections: PendingConnection[];
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
export interface Connection {
  /** The same for a repeat. */
  id: string;
  /** The partner that asked; of a joint request its provider after it. All get their relationships, or none. */
  partnerIds: string[];
  /** The customer's Global admin who accepted. */
  userId: string;
}

/** A consent that waits for the agreement that is accepted in the same step. Nobody sees the relationships until then. */
export interface PendingConnection extends Connection {
  since: Date;
  /** Who accepts the agreement for the customer. */
  contact: AcceptingContact;
}

export interface AcceptingContact {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string;
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
): Decision<Customer, DomainEvent> {
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
    ...{ reservedOrders: [], pendingConnections: [] },
  };
  return happened(customer, event(customerCreated, publicState(customer)));
}

/** Gives up the id of a customer that was never written, so that a late write of it fails. */
export function buryCustomer(id: string): Decision<Customer, DomainEvent> {
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
    ...{ reservedOrders: [], pendingConnections: [] },
  };
}

/**
 * Accepts an order: its subscriptions are held by the relationship from this write on, so that an order and a removal
 * cannot both win. The order's own document follows, written by the caller or, after a crash, by the sweep.
 */
export function reserveOrder(
  customer: Customer,
  order: Order,
  agreementConfirmed: boolean,
): Decision<Customer, DomainEvent> {
  const relationship = customer.relationships.find(({ partnerId }) => partnerId === order.partnerId);
  if (!relationship) return rejectStranger(order.partnerId, customer.id);
  const renewed = order.lineItems.flatMap(({ renewsTo }) => renewsTo ?? []);
  if (new Set(renewed).size < renewed.length) {
    return reject(faults.invalidArgument, 'renewsTo: an order can renew a subscription once.');
  }
  const unknown = renewed.filter((id) => !relationship.subscriptions.includes(id));
  if (unknown.length > 0) {
    return reject(faults.invalidArgument, `renewsTo must be an active subscription; not found: ${unknown.join(', ')}.`);
  }
  if (!agreementConfirmed && renewed.length < order.lineItems.length) return rejectUnconfirmed();
  const started = withOrdered(customer, relationship, order);
  if ('rejection' in started) return started;
  return happened({ ...started, reservedOrders: [...customer.reservedOrders, order] });
}

/**
 * The customer with the subscriptions that an order starts or renews, which the relationship holds. Refused are add-ons of
 * what is no active subscription of the partner, and no line of the same order.
 */
export function withOrdered(
  customer: Customer,
  relationship: ResellerRelationship,
  order: Order,
): Customer | ReturnType<typeof reject> {
  const orphans = order.lineItems.flatMap(({ parentSubscriptionId: id }) =>
    id && !relationship.subscriptions.includes(id) && !isStartedBy(order, id) ? [id] : [],
  );
  if (orphans.length > 0) {
    return reject(
      faults.invalidArgument,
      `parentSubscriptionId must be an active subscription of yours for this customer; not found: ${orphans.join(', ')}.`,
    );
  }
  const subscriptions = subscriptionsAfter(customer.subscriptions, order);
  if (subscriptions.filter(({ partnerId }) => partnerId === order.partnerId).length > MAX_SUBSCRIPTIONS) {
    return reject(
      faults.invalidArgument,
      `One customer can have up to ${MAX_SUBSCRIPTIONS} subscriptions of a partner.`,
    );
  }
  const held = [...relationship.subscriptions, ...order.lineItems.map(({ subscriptionId }) => subscriptionId)];
  return {
    ...customer,
    relationships: customer.relationships.map((other) =>
      other === relationship ? { ...other, subscriptions: [...new Set(held)] } : other,
    ),
    subscriptions,
  };
}

/** Partner Center answers 800060 while an order is in progress. */
export function rejectInProgress(): ReturnType<typeof reject> {
  return reject(faults.orderInProgress, 'The order is in progress. Try again in a few seconds.', 5);
}

/** An order is accepted before its own document is written: until then its subscriptions stay as they are. */
export function isBeingOrdered({ reservedOrders, reservedAmendments = [] }: Customer, subscriptionId: string): boolean {
  return (
    reservedOrders.some(({ lineItems }) => startsOrRenews(lineItems, subscriptionId)) ||
    reservedAmendments.some(({ lineItems }) => startsOrRenews(lineItems, subscriptionId))
  );
}

function startsOrRenews(lineItems: Pick<OrderLineItem, 'subscriptionId'>[], id: string): boolean {
  return lineItems.some(({ subscriptionId }) => subscriptionId === id);
}

function isStartedBy({ lineItems }: Order, id: string): boolean {
  return lineItems.some(({ subscriptionId, renewsTo }) => subscriptionId === id && !renewsTo);
}

/** The order's document is written: the reservation is not needed any more. */
export function completeOrder(customer: Customer, orderId: string): Decision<Customer, DomainEvent> {
  const reservedOrders = customer.reservedOrders.filter(({ id }) => id !== orderId);
  if (reservedOrders.length === customer.reservedOrders.length) return nothingHappened;
  return happened({ ...customer, reservedOrders });
}

function newRelationship(partnerId: string, since: Date, associatedPartnerId?: string): ResellerRelationship {
  return {
    ...{ partnerId, since, subscriptions: [] },
    associatedPartnerIds: associatedPartnerId ? [associatedPartnerId] : [],
  };
}

/** The partners that this one has the customer together with: not those that have removed their relationship since. */
export function partnersSharedWith({ relationships }: Customer, partnerId: string): string[] {
  const own = relationships.find((relationship) => relationship.partnerId === partnerId);
  return (own?.associatedPartnerIds ?? []).filter((id) => relationships.some((other) => other.partnerId === id));
}

/** Partner Center asks for all subscriptions to be suspended before. */
export function rejectActive(customerId: string, subscriptions: string[]): ReturnType<typeof reject> {
  const more = subscriptions.length - NAMED;
  const names = subscriptions.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return reject(
    faults.invalidArgument,
    `You have active subscriptions of the customer: ${names}. Suspend each of them first, by PATCH ` +
      `/v1/customers/${customerId}/subscriptions/{id} {"status": "suspended"}.`,
  );
}

/** Partner Center answers 20002 for a customer that the partner has no relationship with. */
export function rejectStranger(partnerId: string, customerId: string): ReturnType<typeof reject> {
  return reject(
    faults.noRelationship,
    `The partner id ${partnerId} has no commerce relationship with the customer id ${customerId}.`,
  );
}

/** Partner Center answers 13605, in these words. */
export function rejectUnconfirmed(): ReturnType<typeof reject> {
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
    ...{ companyName, domain, country, cloud },
    relationships: relationships.map(({ partnerId, since, associatedPartnerIds }) => ({
      ...{ partnerId, since: since.toISOString(), associatedPartnerIds },
    })),
  };
}
