import { defineEvent } from '../contract.js';
import { PartnershipStateV1 } from './partnership-state.v1.js';

/** Either side ended a partnership: no new order, customer or joint invitation of both is accepted from now on. */
export class PartnershipEndedV1 extends PartnershipStateV1 {}

export const partnershipEnded = defineEvent({
  name: 'partnership.ended',
  version: 1,
  service: 'relationships',
  payload: PartnershipEndedV1,
});
