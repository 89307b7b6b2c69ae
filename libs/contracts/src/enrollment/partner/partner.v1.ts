import { defineState } from '../../contract.js';
import { PartnerOnboardedV1 } from './partner-onboarded.v1.js';

/** A partner as it is now. */
export class PartnerV1 extends PartnerOnboardedV1 {}

export const partnerState = defineState({
  name: 'partner.state',
  version: 1,
  service: 'enrollment',
  payload: PartnerV1,
  key: 'partnerId',
});
