import { IsDateString, IsFQDN, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCountry } from '../../validation/country-code.js';
import { clouds, type Cloud } from '../../enrollment/partner/partner-type.js';

/**
 * A partner's relationship with a customer in another portal, as its platform reported it, after the event. The customer has
 * accepted nothing here. It is not one of the customer's `relationships`.
 */
export class ExternalRelationshipStateV1 {
  /** The partner's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** The customer's tenant, a GUID, which this platform may not know. */
  @IsUUID('loose')
  customerId: string;

  /** As the partner's platform calls it. */
  @IsString()
  @MaxLength(200)
  companyName: string;

  /** As the partner's platform reports it, lower case. */
  @IsFQDN()
  domain: string;

  /** ISO 3166-1 alpha-2 code. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;

  /** When this was recorded, ISO 8601 in UTC. */
  @IsDateString()
  recordedAt: string;
}
