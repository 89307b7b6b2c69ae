import { defineEvent } from '../../contract.js';
import { ExternalRelationshipStateV1 } from './external-relationship-state.v1.js';

/** A customer that a partner has through another portal was told of, or what is known of it changed. */
export class ExternalRelationshipRecordedV1 extends ExternalRelationshipStateV1 {}

export const externalRelationshipRecorded = defineEvent({
  name: 'external-relationship.recorded',
  version: 1,
  service: 'customers',
  payload: ExternalRelationshipRecordedV1,
});
