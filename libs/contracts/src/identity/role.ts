/** The roles that a user can hold in its tenant, in the words of the token and of URLs. */
export const roles = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'] as const;
export type Role = (typeof roles)[number];
