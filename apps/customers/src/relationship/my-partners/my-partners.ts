import { type Customer, type ResellerRelationship } from '../../account/customer/customer.js';

/** A partner as its customer sees it. */
export interface OwnPartner {
  id: string;
  /** Absent: it was removed, and what is left are the delegated admin privileges. */
  relationship?: ResellerRelationship;
  adminAccess: boolean;
}

/**
 * Everybody who can do something for a customer. Whoever gave the relationship up and still holds delegated admin
 * privileges is among them, so that the customer can take them back.
 */
export function ownPartnersOf({ relationships, adminPrivileges }: Customer): OwnPartner[] {
  const related = new Set(relationships.map(({ partnerId }) => partnerId));
  const former = adminPrivileges.filter((id) => !related.has(id));
  return [
    ...relationships.map((relationship) => ({
      id: relationship.partnerId,
      relationship,
      adminAccess: adminPrivileges.includes(relationship.partnerId),
    })),
    ...former.map((id) => ({ id, adminAccess: true })),
  ];
}

/** Whether the customer has or had something to do with the partner. */
export function hasKnown({ relationships, formerPartners, adminPrivileges }: Customer, partnerId: string): boolean {
  const related = relationships.map((one) => one.partnerId);
  return [...related, ...formerPartners, ...adminPrivileges].includes(partnerId);
}
