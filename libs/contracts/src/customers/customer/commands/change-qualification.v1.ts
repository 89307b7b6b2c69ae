import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { Text } from '../../../validation/text.js';
import { defineCommand } from '../../../contract.js';
import { qualifications, type Qualification } from '../customer-qualification-changed.v1.js';

/** Replaces what entitles a customer to special offers. */
export class ChangeQualificationV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  /** `none` takes all away. */
  @IsIn(['none', ...qualifications])
  qualification: Qualification | 'none';

  /** What Partner Center asks for with `government_community_cloud`; it is kept, and not checked. */
  @IsOptional()
  @Text({ max: 100 })
  validationCode?: string;
}

export const changeQualification = defineCommand({
  name: 'customer.change-qualification',
  version: 1,
  service: 'customers',
  payload: ChangeQualificationV1,
});
