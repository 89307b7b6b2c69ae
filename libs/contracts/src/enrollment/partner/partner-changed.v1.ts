import { defineEvent } from '../../contract.js';
import { PartnerOnboardedV1 } from './partner-onboarded.v1.js';

/** A partner's name, address or MPN ID changed. */
export class PartnerChangedV1 extends PartnerOnboardedV1 {}

export const partnerChanged = defineEvent({
  name: 'partner.changed',
  version: 1,
  service: 'enrollment',
  payload: PartnerChangedV1,
});
