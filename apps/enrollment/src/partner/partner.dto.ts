import { ArrayMaxSize, IsArray, IsIn, IsNumberString, IsOptional, IsUUID } from 'class-validator';
import { type Cloud, IsCountry, type PartnerStatus, type PartnerType, partnerTypes, Text } from '#lib/contracts';
import { ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import { CompanyAddressDto } from '../company/company.dto.js';
import { type Onboarding, type Partner, type Proposal } from './partner.js';

/** A company that the operator makes a partner. */
export class OnboardPartnerRequest {
  /** The company's tenant, a GUID. */
  @IsUUID('loose')
  tenantId: string;

  /** Legal business name, 2 to 200 characters. */
  @Text({ min: 2, max: 200 })
  companyName: string;

  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  @IsIn(partnerTypes)
  partnerType: PartnerType;

  /** ISO 3166-1 alpha-2, the same as the tenant's. */
  @IsCountry()
  country: string;

  /** The company's MPN ID, digits; each belongs to one partner. */
  @IsOptional()
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId?: string;
}

export class AssociateMpnRequest {
  /** Digits; each belongs to one partner. */
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
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
  @Text({ max: 1_000, hasLines: true, each: true })
  reasons?: string[];
}

export class ListPartnersQuery extends SeekQuery {
  /** Those whose new name or address waits for a decision, `pending`, or was refused, `rejected`. */
  @IsOptional()
  @IsIn(['pending', 'rejected'])
  vettingStatus?: 'pending' | 'rejected';
}

/** A new name or address that is not in force. */
export class ProposalResource {
  companyName: string;
  address: CompanyAddressDto;
  organizationRegistrationNumber?: string;
  /** ISO 8601 in UTC. */
  since: string;
  /** Why it was refused, if it was. */
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
  /** As it is registered; absent if the company was onboarded with its name only. */
  address?: CompanyAddressDto;
  organizationRegistrationNumber?: string;
  /** Until it is approved. */
  proposal?: ProposalResource;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** Ids are compared in one casing. */
export function toOnboarding({ tenantId, ...details }: OnboardPartnerRequest): Onboarding {
  return { ...details, tenantId: tenantId.toLowerCase() };
}

export function toResource(partner: Partner): PartnerResource {
  const { id, companyName, partnerType, status, country, cloud, mpnId, address, proposal } = partner;
  const { organizationRegistrationNumber } = partner;
  return {
    id,
    companyName,
    partnerType,
    status,
    country,
    cloud,
    ...(mpnId && { mpnId }),
    ...(address && { address }),
    ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
    ...(proposal && { proposal: toProposal(proposal) }),
    links: selfLink(`/operator/partners/${id}`),
    attributes: { objectType: 'Partner' },
  };
}

function toProposal({ profile, since, refused }: Proposal): ProposalResource {
  return { ...profile, since: since.toISOString(), ...(refused && { reasons: refused }) };
}
