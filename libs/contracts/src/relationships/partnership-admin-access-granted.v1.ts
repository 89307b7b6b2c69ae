import { defineEvent } from '../contract.js';
import { PartnershipStateV1 } from './partnership-state.v1.js';

/** The reseller accepted another invitation of its provider, and gave it administrator access again. */
export class PartnershipAdminAccessGrantedV1 extends PartnershipStateV1 {}

export const partnershipAdminAccessGranted = defineEvent({
  name: 'partnership.admin-access-granted',
  version: 1,
  service: 'relationships',
  payload: PartnershipAdminAccessGrantedV1,
});
