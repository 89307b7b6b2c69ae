import { invalidArgument } from '#lib/partner-api';
import { type Caller } from '../access/caller.js';

/** Refuses a command that names, as the company that it is of, another one than its source speaks for. */
export function assertOwnCompany({ tenantId }: Caller, named: string, field: string): void {
  if (named.toLowerCase() === tenantId) return;
  throw invalidArgument(`${field} must be ${tenantId}, the company that the source speaks for.`);
}
