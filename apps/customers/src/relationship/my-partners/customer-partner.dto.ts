import { type PartnerType } from '#lib/contracts';
import { type ResourceAttributes } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';

/** Another partner of a customer, as Partner Center lists it. */
export class CustomerPartnerResource {
  /** The partner's tenant, a GUID. */
  id: string;
  name: string;
  /** The caller's relationship to that partner: `is_indirect_cloud_solution_provider_of` or `is_indirect_reseller_of`. */
  relationshipType: string;
  mpnId?: string;
  attributes: ResourceAttributes;
}

export function toCustomerPartner(
  id: string,
  { companyName, mpnId }: PartnerView,
  callerType: PartnerType,
): CustomerPartnerResource {
  const provides = callerType === 'indirect-provider';
  return {
    id,
    name: companyName,
    relationshipType: provides ? 'is_indirect_cloud_solution_provider_of' : 'is_indirect_reseller_of',
    ...(mpnId && { mpnId }),
    attributes: { objectType: 'PartnerRelationship' },
  };
}
