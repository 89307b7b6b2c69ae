import { defineState } from '../contract.js';
import { PartnershipV1Parts } from './partnership-state.v1.js';

/** A partnership between an indirect provider and an indirect reseller as it is now. */
export class PartnershipV1 extends PartnershipV1Parts {}

export const partnershipState = defineState({
  name: 'partnership.state',
  version: 1,
  service: 'relationships',
  payload: PartnershipV1,
  key: 'partnershipId',
});
