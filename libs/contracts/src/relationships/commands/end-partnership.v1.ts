import { IsOptional, IsUUID } from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';

/**
 * Ends a partnership, from either side, as `DELETE /v1/partnerships/{partnerId}` does. Customers and their relationships stay.
 */
export class EndPartnershipV1 {
  /** The tenant of the other partner, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** Why it ends; the other side and the event's readers see it. */
  @IsOptional()
  @Text({ max: 500, hasLines: true })
  reason?: string;
}

export const endPartnership = defineCommand({
  name: 'partnership.end',
  version: 1,
  service: 'relationships',
  payload: EndPartnershipV1,
});
