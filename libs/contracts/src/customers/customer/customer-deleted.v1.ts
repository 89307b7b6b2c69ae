import { IsDateString, IsUUID } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** A customer of the sandbox was deleted, with its tenant; its domain is free again. No event of this customer follows. */
export class CustomerDeletedV1 extends CustomerCreatedV1 {
  /** The tenant of the partner that deleted it. */
  @IsUUID('loose')
  partnerId: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  deletedAt: string;
}

export const customerDeleted = defineEvent({
  name: 'customer.deleted',
  version: 1,
  service: 'customers',
  payload: CustomerDeletedV1,
});
