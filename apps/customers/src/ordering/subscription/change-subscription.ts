import { isDeepStrictEqual } from 'node:util';
import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { subscriptionUpdated } from '#contracts/customers/ordering/subscription-updated.v1';
import { rejectStranger, rejectUnconfirmed, type Customer } from '../../account/customer/customer.js';
import { isBeingOrdered, rejectInProgress } from '../../account/reservation/reservation.js';
import { endOfTerm } from '../../account/term/term.js';
import { validationFault } from '../../account/validation-status/validation-status.js';
import { cancelSubscription } from './cancel-subscription.js';
import { publicState } from '../../account/subscription/subscription-events.js';
import {
  endOfTermOf,
  isDecidedBy,
  isShownTo,
  isUsable,
  termOf,
  type NextTerm,
  type Subscription,
  type SubscriptionStatus,
  type UsableSubscription,
} from '../../account/subscription/subscription.js';

/** What a partner wants to be otherwise; what is absent stays as it is. */
export interface SubscriptionChange {
  status?: SubscriptionStatus;
  quantity?: number;
  friendlyName?: string;
  autoRenewEnabled?: boolean;
  billingCycle?: string;
  termDuration?: string;
  renewalTermDuration?: string;
  suspensionReasons?: string[];
  nextTerm?: NextTerm;
}

/** Who wants it, of what. */
export interface Changing {
  partnerId: string;
  mpnId?: string;
  subscriptionId: string;
}

/** What this installation is, when, and what is known of the customer. */
export interface Circumstances {
  agreementConfirmed: boolean;
  isSandbox: boolean;
  now: Date;
}

/** What the reseller on record decides as well, if it holds admin privileges. */
const MANAGED = ['status', 'suspensionReasons', 'friendlyName', 'autoRenewEnabled'];

/** A subscription that this partner may see; others are as unknown as those that do not exist. */
export function subscriptionShownTo(
  { subscriptions }: Customer,
  { subscriptionId, ...viewer }: Changing,
): Subscription | undefined {
  return subscriptions.find((subscription) => subscription.id === subscriptionId && isShownTo(subscription, viewer));
}

/** Whether a change buys something, which is checked as an order is: other licences, or other terms. */
export function isPurchase(current: Subscription, change: SubscriptionChange): boolean {
  const { quantity, billingCycle, termDuration } = wanted(current, change);
  return quantity !== undefined || billingCycle !== undefined || termDuration !== undefined;
}

/**
 * Changes a subscription, or cancels it. The relationship holds the ids of active subscriptions, so it decides in the same
 * write whether it can be removed. The reseller on record manages the subscription if it holds admin privileges; what it costs
 * is decided by who has ordered it.
 */
export function changeSubscription(
  customer: Customer,
  changing: Changing,
  change: SubscriptionChange,
  circumstances: Circumstances,
): Decision<Customer, DomainEvent> {
  const { partnerId, subscriptionId } = changing;
  if (!customer.relationships.some((relationship) => relationship.partnerId === partnerId)) {
    return rejectStranger(partnerId, customer.id);
  }
  const current = subscriptionShownTo(customer, changing);
  if (!current || !isDecidedBy(current, changing)) {
    return reject(faults.notFound, `You have no subscription ${subscriptionId} for the customer ${customer.id}.`);
  }
  const others = wanted(current, change);
  const names = Object.keys(others);
  if (names.length === 0) return nothingHappened;
  const fault = standingFault(customer, current, partnerId, others) ?? stateFault(customer, current, others);
  if (fault) return fault;
  if (others.status === 'deleted') return cancelSubscription(customer, current, circumstances);
  if (isPurchase(current, others)) {
    const notNow = validationFault(customer, [{}]);
    if (notNow) return notNow;
    if (!circumstances.agreementConfirmed) return rejectUnconfirmed();
  }
  const next = changed(current as UsableSubscription, others, circumstances.now);
  return happened(
    withSubscription(customer, next),
    event(subscriptionUpdated, publicState(customer.id, next, circumstances.now)),
  );
}

/** What of a change is not so already. SDKs send back all that they read. */
function wanted(current: Subscription, change: SubscriptionChange): SubscriptionChange {
  const known = {
    ...current,
    termDuration: termOf(current),
    autoRenewEnabled: current.autoRenewEnabled ?? true,
  } as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(change).filter(([name, value]) => value !== undefined && !isDeepStrictEqual(value, known[name])),
  );
}

function standingFault(
  customer: Customer,
  current: Subscription,
  partnerId: string,
  others: SubscriptionChange,
): Rejected | undefined {
  if (current.partnerId === partnerId) return undefined;
  if (!customer.adminPrivileges.includes(partnerId)) {
    return reject(
      faults.roleNotAllowed,
      `The subscription ${current.id} is changed by the partner that ordered it, and by the reseller on record while it holds ` +
        'delegated admin privileges.',
    );
  }
  const refused = Object.keys(others).filter((name) => !MANAGED.includes(name));
  if (refused.length === 0 && others.status !== 'deleted') return undefined;
  return reject(
    faults.roleNotAllowed,
    `${[...refused.map(nameOf), ...(others.status === 'deleted' ? ['status deleted'] : [])].join(', ')}: the indirect ` +
      'provider that ordered the subscription decides on it. You can suspend, activate and rename it, and switch autoRenewEnabled.',
  );
}

function stateFault(customer: Customer, current: Subscription, others: SubscriptionChange): Rejected | undefined {
  if (isBeingOrdered(customer, current.id)) return rejectInProgress();
  if (!isUsable(current)) {
    return reject(
      faults.invalidArgument,
      `The subscription ${current.id} is cancelled and cannot be changed. Place a new order.`,
    );
  }
  const { status = current.status } = others;
  if (status === 'deleted') {
    return Object.keys(others).length === 1
      ? undefined
      : reject(
          faults.invalidArgument,
          'status: cancel a subscription in a request of its own. Leave the rest as it was answered.',
        );
  }
  const terms = (['quantity', 'billingCycle', 'termDuration'] as const).filter((name) => others[name] !== undefined);
  if (terms.length > 0 && status !== 'active') {
    return reject(
      faults.invalidArgument,
      `${terms.join(', ')}: a suspended subscription keeps its quantity and its terms. Activate it first.`,
    );
  }
  if (others.suspensionReasons && status !== 'suspended') {
    return reject(faults.invalidArgument, 'suspensionReasons can only be given with the status suspended.');
  }
  if (others.nextTerm && (others.autoRenewEnabled ?? current.autoRenewEnabled ?? true) === false) {
    return reject(
      faults.invalidArgument,
      'scheduledNextTermInstructions are for the renewal: switch autoRenewEnabled on.',
    );
  }
  return undefined;
}

/** Reasons go with the suspension, and what is scheduled goes with the renewal, or when the terms change before. */
function changed(current: UsableSubscription, others: SubscriptionChange, now: Date): UsableSubscription {
  const { suspensionReasons, nextTerm, ...kept } = current;
  const { status = current.status, autoRenewEnabled = current.autoRenewEnabled ?? true } = others;
  const scheduled = others.nextTerm ?? (isPurchase(current, others) ? undefined : nextTerm);
  const reasons = others.suspensionReasons ?? suspensionReasons;
  const { suspensionReasons: _reasons, nextTerm: _next, ...rest } = others;
  return {
    ...kept,
    ...rest,
    status: status as UsableSubscription['status'],
    autoRenewEnabled,
    ...(status === 'suspended' && reasons && { suspensionReasons: reasons }),
    ...(autoRenewEnabled && scheduled && { nextTerm: scheduled }),
    ...terms(current, others, now),
  };
}

/** Another term begins now. Another billing cycle leaves the term as it is. */
function terms(
  current: Subscription,
  { termDuration, billingCycle }: SubscriptionChange,
  now: Date,
): Pick<Subscription, 'termDuration' | 'termBeganAt' | 'termEndsAt'> {
  if (termDuration) return { termDuration, termBeganAt: now, termEndsAt: endOfTerm(now, termDuration) };
  return billingCycle ? { termDuration: termOf(current), termEndsAt: endOfTermOf(current) } : {};
}

function withSubscription(customer: Customer, next: Subscription): Customer {
  const { id, partnerId, status } = next;
  return {
    ...customer,
    subscriptions: customer.subscriptions.map((other) => (other.id === id ? next : other)),
    relationships: customer.relationships.map((relationship) => {
      if (relationship.partnerId !== partnerId) return relationship;
      const others = relationship.subscriptions.filter((held) => held !== id);
      return { ...relationship, subscriptions: status === 'active' ? [...others, id] : others };
    }),
  };
}

/** As requests call it. */
function nameOf(name: string): string {
  return name === 'nextTerm' ? 'scheduledNextTermInstructions' : name;
}
