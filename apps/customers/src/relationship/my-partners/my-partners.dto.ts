import { type PartnerType } from '#lib/contracts';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { type OwnPartner } from './my-partners.js';

/** A partner of the caller's company, or a former one that still holds delegated admin privileges. */
export class MyPartnerResource {
  /** The partner's tenant, a GUID. */
  id: string;
  name: string;
  /** The partner's membership number, digits. */
  mpnId?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  partnerType: PartnerType;
  /** `none`: the relationship was removed, and the partner still holds delegated admin privileges. */
  relationship: 'reseller' | 'none';
  /** When the relationship began, ISO 8601 in UTC; absent without one. */
  since?: string;
  /** Whether the partner holds delegated admin privileges; `DELETE .../adminaccess` takes them away. */
  adminAccess: boolean;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toMyPartner(
  { id, relationship, adminAccess }: OwnPartner,
  { companyName, mpnId, country, partnerType }: PartnerView,
): MyPartnerResource {
  return {
    id,
    name: companyName,
    ...(mpnId && { mpnId }),
    country,
    partnerType,
    relationship: relationship ? 'reseller' : 'none',
    ...(relationship && { since: relationship.since.toISOString() }),
    adminAccess,
    links: selfLink(`/my/partners/${id}`),
    attributes: { objectType: 'CustomerPartner' },
  };
}
