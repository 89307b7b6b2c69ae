import { Type } from 'class-transformer';
import { IsObject, IsUUID, ValidateNested } from 'class-validator';
import { defineCommand } from '../../../contract.js';
import { BillingDetailsV1 } from './billing-details.v1.js';

/** Replaces a customer's billing profile as a whole. */
export class ChangeBillingProfileV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  @IsObject()
  @ValidateNested()
  @Type(() => BillingDetailsV1)
  billingProfile: BillingDetailsV1;
}

export const changeBillingProfile = defineCommand({
  name: 'customer.change-billing-profile',
  version: 1,
  service: 'customers',
  payload: ChangeBillingProfileV1,
});
