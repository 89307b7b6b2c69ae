import { IsIn } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** How far the review of a customer's account has come. Nobody orders anew for one that is not `Allowed` or `NotReady`. */
export const validationStatuses = ['Allowed', 'UnderReview', 'NotAllowed', 'Unknown', 'NotReady'] as const;
export type ValidationStatus = (typeof validationStatuses)[number];

/** The operator decided whether partners may order for a customer. */
export class CustomerValidationStatusChangedV1 extends CustomerCreatedV1 {
  @IsIn(validationStatuses)
  validationStatus: ValidationStatus;
}

export const customerValidationStatusChanged = defineEvent({
  name: 'customer.validation-status-changed',
  version: 1,
  service: 'customers',
  payload: CustomerValidationStatusChangedV1,
});
