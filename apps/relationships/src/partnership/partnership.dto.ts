import { IsIn, IsOptional, Matches } from 'class-validator';
import { type PartnerType, Text } from '#lib/contracts';
import { ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { partnershipStatuses, type PartnershipStatus } from '#contracts/relationships/partnership-state.v1';
import { type Partnership } from './partnership.js';

/** A partnership as one side sees it: together with what is known of the other one. */
export interface PartnershipView {
  id: string;
  partnership: Partnership;
  /** The other side's tenant. */
  partnerId: string;
  /** Undefined only where enrollment does not know it any more. */
  partner?: PartnerView;
}

/** How Partner Center names the two directions; read without regard to case and underscores. */
export const relationshipTypes = ['is_indirect_cloud_solution_provider_of', 'is_indirect_reseller_of'] as const;
export type RelationshipType = (typeof relationshipTypes)[number];

export class ListPartnershipsQuery extends SeekQuery {
  /** `active` by default. */
  @IsOptional()
  @IsIn(partnershipStatuses)
  status?: PartnershipStatus;
}

export class ListRelationshipsQuery extends SeekQuery {
  /**
   * `IsIndirectCloudSolutionProviderOf`: the caller's resellers. `IsIndirectResellerOf`: its providers. Also in snake case.
   * Absent or empty: what fits the caller's type.
   */
  @IsOptional()
  @Matches(/^(_*is_?indirect_?(cloud_?solution_?provider|reseller)_?of)?$/i, {
    message: 'relationship_type must be IsIndirectCloudSolutionProviderOf or IsIndirectResellerOf',
  })
  relationship_type?: string;

  /** JSON: `{"Field":"Name","Value":"Con","Operator":"substring"}`; also `starts_with` and `equals`. */
  @IsOptional()
  @Text({ max: 2_000 })
  filter?: string;
}

export class EndPartnershipQuery {
  /** Why it ends; the other side and the event's readers see it. Up to 500 characters. */
  @IsOptional()
  @Text({ max: 500, hasLines: true })
  reason?: string;
}

/** A partnership as the caller's side sees it. */
export class PartnershipResource {
  /** The other partner's tenant, a GUID. */
  partnerId: string;
  /** The other partner's legal name. */
  name: string;
  mpnId?: string;
  /** The other partner's country, ISO 3166-1 alpha-2. */
  location: string;
  /** The type of the other partner. */
  partnerType: PartnerType;
  status: PartnershipStatus;
  /** When the reseller authorised the provider, ISO 8601 in UTC. */
  since: string;
  /** Whether the provider's Admin agents may manage the reseller's work account. */
  adminAccess: boolean;
  /** Whether the other partner is known to have signed the Microsoft Partner Agreement: without it nothing is sold. */
  partnerAgreementSigned: boolean;
  /** ISO 8601 in UTC. */
  endedAt?: string;
  /** The side that ended it, a GUID. */
  endedBy?: string;
  reason?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** Partner Center's list item of indirect providers and resellers. */
export class PartnerRelationshipResource {
  /** The other partner's tenant, a GUID. */
  id: string;
  name: string;
  relationshipType: RelationshipType;
  /** `Active`. */
  state: string;
  mpnId?: string;
  /** ISO 3166-1 alpha-2. */
  location: string;
  attributes: ResourceAttributes;
}

export function toResource({ partnership, partnerId, partner }: PartnershipView, signed: boolean): PartnershipResource {
  const { status, since, adminAccess, end, providerId } = partnership;
  return {
    partnerId,
    name: partner?.companyName ?? '',
    ...(partner?.mpnId && { mpnId: partner.mpnId }),
    location: partner?.country ?? '',
    partnerType: partnerId === providerId ? 'indirect-provider' : 'indirect-reseller',
    status,
    since: since.toISOString(),
    adminAccess,
    partnerAgreementSigned: signed,
    ...(end && { endedAt: end.at.toISOString(), endedBy: end.by.partnerId, ...(end.reason && { reason: end.reason }) }),
    links: selfLink(`/partnerships/${partnerId}`),
    attributes: { objectType: 'Partnership' },
  };
}

export function toRelationship({ partnership, partnerId, partner }: PartnershipView): PartnerRelationshipResource {
  const callerProvides = partnerId === partnership.resellerId;
  return {
    id: partnerId,
    name: partner?.companyName ?? '',
    relationshipType: callerProvides ? 'is_indirect_cloud_solution_provider_of' : 'is_indirect_reseller_of',
    state: 'Active',
    ...(partner?.mpnId && { mpnId: partner.mpnId }),
    location: partner?.country ?? '',
    attributes: { objectType: 'PartnerRelationship' },
  };
}

/** Undefined: not given. */
export function toRelationshipType(given: string | undefined): RelationshipType | undefined {
  const folded = fold(given ?? '');
  return relationshipTypes.find((type) => fold(type) === folded);
}

function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
