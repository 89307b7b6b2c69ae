import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** What a customer is called changed, or how it is billed. */
export class CustomerChangedV1 extends CustomerCreatedV1 {}

export const customerChanged = defineEvent({
  name: 'customer.changed',
  version: 1,
  service: 'customers',
  payload: CustomerChangedV1,
});
