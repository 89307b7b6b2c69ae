import { defineEvent } from '../../contract.js';
import { RelationshipRequestStateV1 } from './relationship-request-state.v1.js';

/** A customer declined: the link is used up, and nothing else has changed. */
export class RelationshipRequestDeclinedV1 extends RelationshipRequestStateV1 {}

export const relationshipRequestDeclined = defineEvent({
  name: 'relationship-request.declined',
  version: 1,
  service: 'customers',
  payload: RelationshipRequestDeclinedV1,
});
