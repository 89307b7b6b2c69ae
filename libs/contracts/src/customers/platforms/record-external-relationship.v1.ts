import { IsFQDN, IsIn, IsUUID } from 'class-validator';
import { Text } from '../../validation/text.js';
import { IsCountry } from '../../validation/country-code.js';
import { defineCommand } from '../../contract.js';
import { clouds, type Cloud } from '../../enrollment/partner/partner-type.js';

/**
 * Reports that the sender's partner has this customer through another portal. The customer appears in the partner's list with
 * `relationshipToPartner: none`, under this name and domain; a later report replaces both. It allows nothing else: no orders,
 * no admin privileges, no sharing with other partners. For these the customer has to accept a relationship request.
 */
export class RecordExternalRelationshipV1 {
  /** The customer's tenant, a GUID. It need not be known to this platform. */
  @IsUUID('loose')
  customerId: string;

  @Text({ max: 200 })
  companyName: string;

  /** The primary domain. */
  @IsFQDN()
  domain: string;

  /** ISO 3166-1 alpha-2 code, upper case. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;
}

export const recordExternalRelationship = defineCommand({
  name: 'customer.record-external-relationship',
  version: 1,
  service: 'customers',
  payload: RecordExternalRelationshipV1,
});
