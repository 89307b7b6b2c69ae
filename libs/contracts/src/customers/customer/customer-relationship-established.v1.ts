import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, IsUUID, MaxLength } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/**
 * A customer accepted a partner's request: it has a reseller relationship with that partner, which holds delegated admin
 * privileges; or with a provider and a reseller together. The tenant may have been nobody's customer before.
 */
export class CustomerRelationshipEstablishedV1 extends CustomerCreatedV1 {
  /** The partners that were accepted: one, or a provider and a reseller. GUIDs. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(2)
  @IsUUID('loose', { each: true })
  partnerIds: string[];

  /** The relationship request; of a standing link an id that follows from it and the customer. */
  @IsUUID('loose')
  requestId: string;

  /** The customer's Global admin: `<tenant id>/<user id>`. */
  @IsString()
  @MaxLength(200)
  acceptedBy: string;
}

export const customerRelationshipEstablished = defineEvent({
  name: 'customer.relationship-established',
  version: 1,
  service: 'customers',
  payload: CustomerRelationshipEstablishedV1,
});
