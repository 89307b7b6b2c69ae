import { IsIn, IsNumberString, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCountry } from '../../validation/country-code.js';
import { defineEvent } from '../../contract.js';
import {
  clouds,
  partnerStatuses,
  partnerTypes,
  type Cloud,
  type PartnerStatus,
  type PartnerType,
} from './partner-type.js';

/** A company became a partner; every service learns its type and status from this event. */
export class PartnerOnboardedV1 {
  /** The partner's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** Legal business name. */
  @IsString()
  @MaxLength(200)
  companyName: string;

  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  @IsIn(partnerTypes)
  partnerType: PartnerType;

  /** `active`: may transact. */
  @IsIn(partnerStatuses)
  status: PartnerStatus;

  /** ISO 3166-1 alpha-2 code of the legal business location. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsIn(clouds)
  cloud: Cloud;

  /** The partner's MPN ID, digits. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  mpnId?: string;
}

export const partnerOnboarded = defineEvent({
  name: 'partner.onboarded',
  version: 1,
  service: 'enrollment',
  payload: PartnerOnboardedV1,
});
