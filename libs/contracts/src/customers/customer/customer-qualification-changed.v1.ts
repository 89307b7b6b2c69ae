import { IsArray, IsIn, IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/** What entitled customers to special offers when this version was published. */
const firstQualifications = ['education', 'nonprofit'] as const;
type FirstQualification = (typeof firstQualifications)[number];

/** What entitles a customer to special offers. */
export const qualifications = [...firstQualifications, 'government_community_cloud', 'state_owned_entity'] as const;
export type Qualification = (typeof qualifications)[number];

/** A partner changed a customer's qualifications, which entitle it to special offers. */
export class CustomerQualificationChangedV1 extends CustomerCreatedV1 {
  /** Of what the customer has now, `education` and `nonprofit`: who reads this version may know no others. */
  @IsIn(firstQualifications, { each: true })
  qualifications: FirstQualification[];

  /** All that the customer has now, in words that may become more, such as `state_owned_entity`. Older events lack it. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  allQualifications?: string[];
}

export const customerQualificationChanged = defineEvent({
  name: 'customer.qualification-changed',
  version: 1,
  service: 'customers',
  payload: CustomerQualificationChangedV1,
});

/** What an event tells of a customer's qualifications. */
export function toldQualifications(
  all: Qualification[],
): Pick<CustomerQualificationChangedV1, 'qualifications' | 'allQualifications'> {
  return { qualifications: all.filter(isFirst), allQualifications: all };
}

function isFirst(qualification: Qualification): qualification is FirstQualification {
  return (firstQualifications as readonly string[]).includes(qualification);
}
