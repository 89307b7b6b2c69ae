import { IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/**
 * Takes away a provider's administrator access to the reseller's work account, as `DELETE /v1/partnerships/{partnerId}/adminaccess`
 * does. The partnership stays.
 */
export class RemoveAdminAccessV1 {
  /** The tenant of the provider, a GUID. */
  @IsUUID('loose')
  partnerId: string;
}

export const removeAdminAccess = defineCommand({
  name: 'partnership.remove-admin-access',
  version: 1,
  service: 'relationships',
  payload: RemoveAdminAccessV1,
});
