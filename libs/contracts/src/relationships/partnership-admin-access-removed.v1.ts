import { defineEvent } from '../contract.js';
import { PartnershipStateV1 } from './partnership-state.v1.js';

/** The reseller took away the provider's administrator access to its work account. The partnership stays. */
export class PartnershipAdminAccessRemovedV1 extends PartnershipStateV1 {}

export const partnershipAdminAccessRemoved = defineEvent({
  name: 'partnership.admin-access-removed',
  version: 1,
  service: 'relationships',
  payload: PartnershipAdminAccessRemovedV1,
});
