import { defineState } from '../../contract.js';
import { RelationshipRequestStateV1 } from './relationship-request-state.v1.js';

/** A partner's request for a reseller relationship as it is now, without its link. */
export class RelationshipRequestV1 extends RelationshipRequestStateV1 {}

export const relationshipRequestState = defineState({
  name: 'relationship-request.state',
  version: 1,
  service: 'customers',
  payload: RelationshipRequestV1,
  key: 'requestId',
});
