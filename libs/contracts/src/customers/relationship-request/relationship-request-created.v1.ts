import { defineEvent } from '../../contract.js';
import { RelationshipRequestStateV1 } from './relationship-request-state.v1.js';

/** A partner asked for a reseller relationship, with a link that one customer can use. */
export class RelationshipRequestCreatedV1 extends RelationshipRequestStateV1 {}

export const relationshipRequestCreated = defineEvent({
  name: 'relationship-request.created',
  version: 1,
  service: 'customers',
  payload: RelationshipRequestCreatedV1,
});
