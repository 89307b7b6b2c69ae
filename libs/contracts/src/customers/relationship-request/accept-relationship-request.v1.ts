import { IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/** Is always rejected: only the customer's Global admin accepts a relationship, by the link, after it has seen who asks. */
export class AcceptRelationshipRequestV1 {
  @IsUUID('loose')
  requestId: string;
}

export const acceptRelationshipRequest = defineCommand({
  name: 'relationship-request.accept',
  version: 1,
  service: 'customers',
  payload: AcceptRelationshipRequestV1,
});
