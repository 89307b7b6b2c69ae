import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { customerAdminPrivilegesRemoved } from '#contracts/customers/customer/customer-admin-privileges-removed.v1';
import { customerRelationshipRemoved } from '#contracts/customers/customer/customer-relationship-removed.v1';
import { publicState, rejectActive, rejectStranger, type Customer } from '../../account/customer/customer.js';

/** Who gives something up: a partner, by one of its users. */
export interface Remover {
  partnerId: string;
  userId: string;
}

/** What it gives up. */
export interface Removal {
  relationship: boolean;
  adminPrivileges: boolean;
}

/** What a partner represents by removing a relationship, in the words of Partner Center's page. */
export const goodFaithStatement =
  'The partner represents that the decision to discontinue its relationship with the customer was made in good faith, ' +
  'for a legitimate business purpose, and in accordance with its agreement with its customer or partner, and agrees to ' +
  'defend and hold Microsoft harmless from and against any third-party claims to the contrary.';

/** Each is a command of its own: who removes a relationship would otherwise lose privileges that are to stay. */
export function giveUp(
  customer: Customer,
  { relationship, adminPrivileges }: Removal,
  remover: Remover,
  now: Date,
): Decision<Customer, DomainEvent> {
  if (!relationship) return removeAdminPrivileges(customer, remover, now);
  if (adminPrivileges && customer.adminPrivileges.includes(remover.partnerId)) {
    return reject(
      faults.invalidArgument,
      'Removing the relationship leaves the delegated admin privileges as they are. Remove them in a request of its own: ' +
        '{"allowDelegatedAccess": false}.',
    );
  }
  return removeRelationship(customer, remover, now);
}

/**
 * Removes a partner's relationship. Its delegated admin privileges stay as they are, and so do other partners'
 * relationships. Refused while the partner has active subscriptions. Removing it again changes nothing.
 */
function removeRelationship(
  customer: Customer,
  { partnerId, userId }: Remover,
  now: Date,
): Decision<Customer, DomainEvent> {
  const relationship = customer.relationships.find((one) => one.partnerId === partnerId);
  if (!relationship)
    return hadRelationship(customer, partnerId) ? nothingHappened : rejectStranger(partnerId, customer.id);
  if (relationship.subscriptions.length > 0) return rejectActive(customer.id, relationship.subscriptions);
  const next = {
    ...customer,
    relationships: customer.relationships.filter((one) => one !== relationship),
    formerPartners: [...customer.formerPartners, partnerId],
  };
  const removed = {
    ...publicState(next),
    partnerId,
    statement: goodFaithStatement,
    statedBy: `${partnerId}/${userId}`,
    removedAt: now.toISOString(),
    adminPrivileges: customer.adminPrivileges.includes(partnerId),
  };
  return happened(next, event(customerRelationshipRemoved, removed));
}

/** Takes away a partner's delegated admin privileges, also after the relationship has ended. A repeat changes nothing. */
function removeAdminPrivileges(customer: Customer, { partnerId }: Remover, now: Date): Decision<Customer, DomainEvent> {
  if (!customer.adminPrivileges.includes(partnerId)) {
    const known = customer.relationships.some((one) => one.partnerId === partnerId);
    return known || hadRelationship(customer, partnerId) ? nothingHappened : rejectStranger(partnerId, customer.id);
  }
  const next = { ...customer, adminPrivileges: customer.adminPrivileges.filter((holder) => holder !== partnerId) };
  const removed = { ...publicState(next), partnerId, removedAt: now.toISOString() };
  return happened(next, event(customerAdminPrivilegesRemoved, removed));
}

function hadRelationship({ formerPartners }: Customer, partnerId: string): boolean {
  return formerPartners.includes(partnerId);
}
