import { type PartnerType } from '#lib/contracts';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { type ResellerRelationship } from '../customer/customer.js';

/** A partner of the caller's company. */
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
  /** When the relationship began, ISO 8601 in UTC. */
  since: string;
  /** Whether the partner holds delegated admin privileges; `DELETE .../adminaccess` takes them away. */
  adminAccess: boolean;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toMyPartner(
  { partnerId, since }: Pick<ResellerRelationship, 'partnerId' | 'since'>,
  { companyName, mpnId, country, partnerType }: PartnerView,
  adminAccess: boolean,
): MyPartnerResource {
  return {
    ...{ id: partnerId, name: companyName, ...(mpnId && { mpnId }), country, partnerType },
    since: since.toISOString(),
    adminAccess,
    links: selfLink(`/my/partners/${partnerId}`),
    attributes: { objectType: 'CustomerPartner' },
  };
}
