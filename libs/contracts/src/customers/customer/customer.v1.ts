import { IsArray, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { defineState } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';
import { validationStatuses, type ValidationStatus } from './customer-validation-status-changed.v1.js';

/** A customer as it is now. Nobody in person is in it: the billing profile stays in the service. */
export class CustomerV1 extends CustomerCreatedV1 {
  /** The partners that hold delegated admin privileges, also those without a relationship. GUIDs. */
  @IsArray()
  @IsUUID('loose', { each: true })
  adminPrivileges: string[];

  /** How far the review of its account has come; absent until the operator has decided. */
  @IsOptional()
  @IsIn(validationStatuses)
  validationStatus?: ValidationStatus;

  /** What entitles it to special offers, in words that may become more, such as `education`. */
  @IsArray()
  @IsString({ each: true })
  qualifications: string[];
}

export const customerState = defineState({
  name: 'customer.state',
  version: 1,
  service: 'customers',
  payload: CustomerV1,
  key: 'customerId',
});
