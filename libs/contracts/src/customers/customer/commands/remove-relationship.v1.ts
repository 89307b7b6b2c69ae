import { IsUUID } from 'class-validator';
import { defineCommand } from '../../../contract.js';

/**
 * Removes the partner's relationship with a customer. By sending it the partner represents that it does so in good faith, as by
 * `PATCH /v1/customers/{id}`. Delegated admin privileges stay as they are. Refused while the partner has active subscriptions.
 */
export class RemoveRelationshipV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;
}

export const removeRelationship = defineCommand({
  name: 'customer.remove-relationship',
  version: 1,
  service: 'customers',
  payload: RemoveRelationshipV1,
});
