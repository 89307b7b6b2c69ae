import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { customerDeleted } from '#contracts/customers/customer/customer-deleted.v1';
import { publicState, rejectActive, tombstone, type Customer } from '../customer/customer.js';

/**
 * Deletes a customer of the sandbox: a tombstone is left, which keeps the id from being used again. Refused while the
 * partner has active subscriptions, or partners have a relationship that did not come with its own. Deleting it again
 * changes nothing.
 */
export function deleteCustomer(customer: Customer, partnerId: string, now: Date): Decision<Customer, DomainEvent> {
  if (customer.status === 'tombstone') return nothingHappened;
  const { id, relationships } = customer;
  const relationship = relationships.find((one) => one.partnerId === partnerId);
  if (!relationship) return reject(faults.notFound, `You have no customer ${id}.`);
  const associated = relationship.associatedPartnerIds;
  if (relationships.some((one) => one !== relationship && !associated.includes(one.partnerId))) {
    return reject(
      faults.invalidArgument,
      `The customer has other partners. Remove your relationship instead: PATCH /v1/customers/${id} {"relationshipToPartner": "none"}.`,
    );
  }
  if (relationship.subscriptions.length > 0) return rejectActive(id, relationship.subscriptions);
  const deleted = { ...publicState({ ...customer, relationships: [] }), partnerId, deletedAt: now.toISOString() };
  return happened({ ...tombstone(id), formerPartners: [partnerId] }, event(customerDeleted, deleted));
}
