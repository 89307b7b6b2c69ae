import { IsFQDN, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCountry } from '../validation/country-code.js';
import { defineEvent } from '../contract.js';
import { clouds, type Cloud } from '../enrollment/partner/partner-type.js';

/** A company created its own tenant. The event `user.created` follows for its first user, a Global admin. */
export class WorkAccountCreatedV1 {
  @IsUUID('loose')
  tenantId: string;

  @IsString()
  @MaxLength(200)
  companyName: string;

  /** The primary domain, lower case and in ASCII. */
  @IsFQDN()
  domain: string;

  /** ISO 3166-1 alpha-2 code. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;
}

export const workAccountCreated = defineEvent({
  name: 'workaccount.created',
  version: 1,
  service: 'identity',
  payload: WorkAccountCreatedV1,
});
