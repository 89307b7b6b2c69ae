import { defineEvent } from '../../contract.js';
import { RelationshipRequestStateV1 } from './relationship-request-state.v1.js';

/** A customer accepted: the link is used up, and the relationship exists. */
export class RelationshipRequestAcceptedV1 extends RelationshipRequestStateV1 {}

export const relationshipRequestAccepted = defineEvent({
  name: 'relationship-request.accepted',
  version: 1,
  service: 'customers',
  payload: RelationshipRequestAcceptedV1,
});
