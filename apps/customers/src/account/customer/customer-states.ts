import { told, type ToldState } from '#lib/service-kit';
import { customerState, type CustomerV1 } from '#contracts/customers/customer/customer.v1';
import { subscriptionState, type SubscriptionV1 } from '#contracts/customers/ordering/subscription.v1';
import { isBeingStarted } from '../reservation/reservation.js';
import { stateOf } from '../subscription/subscription-events.js';
import { type Subscription } from '../subscription/subscription.js';
import { publicState, type Customer } from './customer.js';

/**
 * What everybody may know of a customer: of a tombstone nothing, so that what was known of it goes. A subscription is told of when its
 * order is.
 */
export function toldOfCustomer(customer: Customer): ToldState[] {
  const { id, status, subscriptions } = customer;
  if (status === 'tombstone') return [];
  const ordered = subscriptions.filter((one) => !isBeingStarted(customer, one.id));
  return [
    told(customerState, id, customer, () => customerNow(customer)),
    ...ordered.map((one) => told(subscriptionState, one.id, one, () => subscriptionNow(id, one))),
  ];
}

function customerNow(customer: Customer): CustomerV1 {
  const { adminPrivileges, validation, qualifications = [] } = customer;
  return {
    ...publicState(customer),
    adminPrivileges,
    ...(validation && { validationStatus: validation.status }),
    qualifications: qualifications.map(({ qualification }) => qualification),
  };
}

function subscriptionNow(customerId: string, subscription: Subscription): SubscriptionV1 {
  const { status, createdAt, supporters } = subscription;
  return {
    ...stateOf(customerId, subscription),
    status,
    createdAt: createdAt.toISOString(),
    supportedBy: supporters,
  };
}
