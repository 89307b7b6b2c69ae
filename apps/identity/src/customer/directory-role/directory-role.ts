import { type Role } from '#lib/contracts';

/** A role of a customer's users, by the id that Microsoft Entra ID gives it in every tenant. */
export interface DirectoryRole {
  id: string;
  name: string;
  role: Role;
}

/** The roles that the users of a customer can have. Those of agents are for the users of partners. */
export const directoryRoles: DirectoryRole[] = [
  { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Company Administrator', role: 'GlobalAdmin' },
  { id: 'b0f54661-2d74-4c50-afa3-1ec803f12efe', name: 'Billing Administrator', role: 'BillingAdmin' },
];
