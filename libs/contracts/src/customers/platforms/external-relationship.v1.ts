import { IsString, MaxLength } from 'class-validator';
import { defineState } from '../../contract.js';
import { ExternalRelationshipStateV1 } from './external-relationship-state.v1.js';

/** A customer that a partner has through another portal. There is none any more once it has left the partner's list. */
export class ExternalRelationshipV1 extends ExternalRelationshipStateV1 {
  /** `<partner id>/<customer id>`; the subject of its events. */
  @IsString()
  @MaxLength(100)
  relationshipId: string;
}

export const externalRelationshipState = defineState({
  name: 'external-relationship.state',
  version: 1,
  service: 'customers',
  payload: ExternalRelationshipV1,
  key: 'relationshipId',
});
