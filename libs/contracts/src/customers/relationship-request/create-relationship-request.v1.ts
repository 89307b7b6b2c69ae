import { IsOptional, IsUUID } from 'class-validator';
import { defineCommand } from '../../contract.js';

/**
 * Makes a link by which one customer accepts the partner, once. The link is in no event: read it, with the draft of a mail, by
 * `GET /v1/customers/relationshiprequests/{requestId}`; `relationship-request.created` has the id.
 */
export class CreateRelationshipRequestV1 {
  /** Of a reseller: its provider, to ask together. A GUID. */
  @IsOptional()
  @IsUUID('loose')
  indirectProviderId?: string;
}

export const createRelationshipRequest = defineCommand({
  name: 'relationship-request.create',
  version: 1,
  service: 'customers',
  payload: CreateRelationshipRequestV1,
});
