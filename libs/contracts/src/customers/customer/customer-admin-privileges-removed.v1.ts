import { IsDateString, IsUUID } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** A partner gave up its delegated admin privileges for a customer, whether or not it has a relationship with it. */
export class CustomerAdminPrivilegesRemovedV1 extends CustomerCreatedV1 {
  /** The tenant of the partner that gave them up. */
  @IsUUID('loose')
  partnerId: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  removedAt: string;
}

export const customerAdminPrivilegesRemoved = defineEvent({
  name: 'customer.admin-privileges-removed',
  version: 1,
  service: 'customers',
  payload: CustomerAdminPrivilegesRemovedV1,
});
