import { IsDateString, IsIn } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { ExternalRelationshipStateV1 } from './external-relationship-state.v1.js';

/** `accepted`: the customer accepted the partner here, see `customer.relationship-established`. `removed`: the partner did. */
export const externalEndReasons = ['accepted', 'removed'] as const;

/** A customer that was reported from another portal has left the partner's list. */
export class ExternalRelationshipEndedV1 extends ExternalRelationshipStateV1 {
  @IsIn(externalEndReasons)
  reason: (typeof externalEndReasons)[number];

  /** ISO 8601 in UTC. */
  @IsDateString()
  endedAt: string;
}

export const externalRelationshipEnded = defineEvent({
  name: 'external-relationship.ended',
  version: 1,
  service: 'customers',
  payload: ExternalRelationshipEndedV1,
});
