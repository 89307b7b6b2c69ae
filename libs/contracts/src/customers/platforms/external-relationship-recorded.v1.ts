import { defineEvent } from '../../contract.js';
import { ExternalRelationshipStateV1 } from './external-relationship-state.v1.js';

/** A partner's platform reported a customer from another portal, or changed what it had reported. */
export class ExternalRelationshipRecordedV1 extends ExternalRelationshipStateV1 {}

export const externalRelationshipRecorded = defineEvent({
  name: 'external-relationship.recorded',
  version: 1,
  service: 'customers',
  payload: ExternalRelationshipRecordedV1,
});
