import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsISO31661Alpha2,
  IsNumberString,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { partnerTypes, type Cloud, type PartnerStatus, type PartnerType } from '#lib/contracts';
import { ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { type Onboarding, type Partner } from './partner.js';

/** A company that the operator makes a partner. */
export class OnboardPartnerRequest {
  /** The company's tenant, a GUID. */
  @IsUUID('loose')
  tenantId: string;

  /** Legal business name, 2 to 200 characters. */
  @IsString()
  @Length(2, 200)
  companyName: string;

  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  @IsIn(partnerTypes)
  partnerType: PartnerType;

  /** ISO 3166-1 alpha-2, the same as the tenant's. */
  @IsISO31661Alpha2()
  country: string;

  /** The company's MPN ID, digits; each belongs to one partner. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 12)
  mpnId?: string;
}

export class AssociateMpnRequest {
  /** Digits; each belongs to one partner. */
  @IsNumberString({ no_symbols: true })
  @Length(1, 12)
  mpnId: string;
}

export class ProposalDecisionRequest {
  /** `approve` or `reject`. */
  @IsIn(['approve', 'reject'])
  decision: 'approve' | 'reject';

  /** Why it is rejected. Up to 10, of up to 1,000 characters. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(1_000, { each: true })
  @Matches(/\S/, { each: true, message: 'each value in reasons must not be blank' })
  reasons?: string[];
}

export class PartnerResource {
  /** The partner's tenant, a GUID. */
  id: string;
  companyName: string;
  partnerType: PartnerType;
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
  mpnId?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** Ids and countries are compared in one casing. */
export function toOnboarding({ tenantId, country, ...details }: OnboardPartnerRequest): Onboarding {
  return { ...details, tenantId: tenantId.toLowerCase(), country: country.toUpperCase() };
}

export function toResource({ id, companyName, partnerType, status, country, cloud, mpnId }: Partner): PartnerResource {
  return {
    ...{ id, companyName, partnerType, status, country, cloud },
    ...(mpnId && { mpnId }),
    links: selfLink(`/operator/partners/${id}`),
    attributes: { objectType: 'Partner' },
  };
}
