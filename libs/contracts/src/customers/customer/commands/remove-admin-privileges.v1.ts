import { IsUUID } from 'class-validator';
import { defineCommand } from '../../../contract.js';

/**
 * Gives up the partner's delegated admin privileges for a customer, as `PATCH /v1/customers/{id}` with `allowDelegatedAccess` false does. Its
 * relationship stays as it is. Only the customer can grant them again.
 */
export class RemoveAdminPrivilegesV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;
}

export const removeAdminPrivileges = defineCommand({
  name: 'customer.remove-admin-privileges',
  version: 1,
  service: 'customers',
  payload: RemoveAdminPrivilegesV1,
});
