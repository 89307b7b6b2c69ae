import { defineEvent } from '../contract.js';
import { PartnershipStateV1 } from './partnership-state.v1.js';

/** A reseller authorised a provider: for the first time, or again after their partnership had ended. */
export class PartnershipEstablishedV1 extends PartnershipStateV1 {}

export const partnershipEstablished = defineEvent({
  name: 'partnership.established',
  version: 1,
  service: 'relationships',
  payload: PartnershipEstablishedV1,
});
