import { IsBoolean, IsDateString, IsString, IsUUID, MaxLength } from 'class-validator';
import { defineEvent } from '../../contract.js';
import { CustomerCreatedV1 } from './customer-created.v1.js';

/**
 * A partner removed its relationship with a customer, which has no active subscription of it. Other partners'
 * relationships go on. Nobody is to be notified because of this event: Partner Center generates no notice to the customer
 * or the partner, and a legal notice that an agreement requires is for the partner to give.
 */
export class CustomerRelationshipRemovedV1 extends CustomerCreatedV1 {
  /** The tenant of the partner whose relationship ended. */
  @IsUUID('loose')
  partnerId: string;

  /** What the partner represents by the removal. */
  @IsString()
  @MaxLength(1_000)
  statement: string;

  /** Whose statement it is: `<tenant id>/<user id>`, or the id of the application whose platform removed it. */
  @IsString()
  @MaxLength(200)
  statedBy: string;

  /** When it was stated and the relationship ended, ISO 8601 in UTC. */
  @IsDateString()
  removedAt: string;

  /** Whether the partner still holds delegated admin privileges: the removal leaves them as they are. */
  @IsBoolean()
  adminPrivileges: boolean;
}

export const customerRelationshipRemoved = defineEvent({
  name: 'customer.relationship-removed',
  version: 1,
  service: 'customers',
  payload: CustomerRelationshipRemovedV1,
});
