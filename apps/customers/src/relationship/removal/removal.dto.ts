import { IsBoolean, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { AsAnswered, invalidArgument, ResourceAttributes } from '#lib/partner-api';
import { type Customer } from '../../account/customer/customer.js';
import { type Removal } from './removal.js';

/** What a partner gives up. SDKs send a whole customer: unchanged properties are ignored, and changed ones are refused. */
@AsAnswered('commerceId', 'companyProfile', 'billingProfile', 'customDomains', 'associatedPartnerId')
export class UpdateCustomerRequest {
  /** `none` removes the relationship; `reseller` and `unknown` leave it. */
  @IsOptional()
  @Text({ max: 50 })
  relationshipToPartner?: string;

  /** `false` gives up the delegated admin privileges, in a request of its own. */
  @IsOptional()
  @IsBoolean()
  allowDelegatedAccess?: boolean;
}

/** What is left of a partner's relationship with a customer. */
export class CustomerRelationshipResource {
  /** The customer's tenant, a GUID. */
  id: string;
  commerceId: string;
  /** `reseller` or `none`. */
  relationshipToPartner: string;
  /** Whether the partner holds delegated admin privileges. */
  allowDelegatedAccess: boolean;
  attributes: ResourceAttributes;
}

/** What a request asks to give up. */
export function toRemoval({ relationshipToPartner, allowDelegatedAccess }: UpdateCustomerRequest): Removal {
  const wanted = relationshipToPartner?.toLowerCase();
  if (wanted && !['none', 'reseller', 'unknown'].includes(wanted)) {
    throw invalidArgument(
      'relationshipToPartner can only be changed to none: only the customer can accept a relationship.',
    );
  }
  const removal = { relationship: wanted === 'none', adminPrivileges: allowDelegatedAccess === false };
  if (removal.relationship || removal.adminPrivileges) return removal;
  throw invalidArgument(
    'Send {"relationshipToPartner": "none"} or {"allowDelegatedAccess": false}: nothing else can be changed here.',
  );
}

export function toRelationshipResource(
  { id, relationships, adminPrivileges }: Customer,
  partner: string,
): CustomerRelationshipResource {
  return {
    id,
    commerceId: id,
    relationshipToPartner: relationships.some(({ partnerId }) => partnerId === partner) ? 'reseller' : 'none',
    allowDelegatedAccess: adminPrivileges.includes(partner),
    attributes: { objectType: 'Customer' },
  };
}

/** Of a customer that the partner has through another portal alone. */
export function toNoRelationshipResource(id: string): CustomerRelationshipResource {
  return {
    id,
    commerceId: id,
    relationshipToPartner: 'none',
    allowDelegatedAccess: false,
    attributes: { objectType: 'Customer' },
  };
}
