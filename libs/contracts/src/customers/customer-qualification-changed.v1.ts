import { IsIn } from 'class-validator';
import { defineEvent } from '../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** What entitles a customer to special offers. */
export const qualifications = ['education', 'nonprofit', 'government_community_cloud', 'state_owned_entity'] as const;
export type Qualification = (typeof qualifications)[number];

/** A partner said what entitles a customer to special offers. */
export class CustomerQualificationChangedV1 extends CustomerCreatedV1 {
  /** All that the customer has now. */
  @IsIn(qualifications, { each: true })
  qualifications: Qualification[];
}

export const customerQualificationChanged = defineEvent({
  name: 'customer.qualification-changed',
  version: 1,
  service: 'customers',
  payload: CustomerQualificationChangedV1,
});
