import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** A customer's name or billing profile changed. */
export class CustomerChangedV1 extends CustomerCreatedV1 {}

export const customerChanged = defineEvent({
  name: 'customer.changed',
  version: 1,
  service: 'customers',
  payload: CustomerChangedV1,
});
