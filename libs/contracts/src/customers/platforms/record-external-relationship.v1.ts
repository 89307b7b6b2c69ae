import { IsFQDN, IsIn, IsUUID } from 'class-validator';
import { Text } from '../../validation/text.js';
import { IsCountry } from '../../validation/country-code.js';
import { defineCommand } from '../../contract.js';
import { clouds, type Cloud } from '../../partner-type.js';

/**
 * Tells that the sender's partner has this customer through another portal. The customer appears in the partner's list with
 * `relationshipToPartner: none`, under this name and domain; told again, the list shows what was told last. Nothing else comes
 * of it: no orders, no admin privileges, no sharing with other partners. That takes a request which the customer accepts.
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
